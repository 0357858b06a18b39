package io.citrixexporter.citrix;

import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.Endpoint;
import io.citrixexporter.citrix.http.MachineListParser;
import io.citrixexporter.citrix.http.MachineSessions;
import io.citrixexporter.citrix.http.Page;
import io.citrixexporter.citrix.http.Pages;
import io.citrixexporter.citrix.http.ResponseReader;
import io.citrixexporter.citrix.http.SessionListParser;
import io.citrixexporter.citrix.http.SessionsByMachine;
import io.citrixexporter.citrix.http.SiteIdentityParser;
import io.citrixexporter.citrix.login.AccessToken;
import io.citrixexporter.model.Machine;
import io.citrixexporter.model.SiteIdentity;
import io.citrixexporter.time.Deadline;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The requests to one controller of a site, or to Citrix Cloud. Every failure is a {@link CitrixException}. */
final class ControllerRequests {
    private final String site;
    private final String customerId;
    private final CitrixRestClient api;
    private final ApiCaller caller;
    private final Map<Endpoint, OptionNegotiation> options = new EnumMap<>(Endpoint.class);
    private final String applicationsField;

    /**
     * The requests to a controller.
     *
     * @param controller its host, and its port if the configuration has one, for the log
     * @param applications whether the published applications of sessions are requested
     */
    ControllerRequests(
            String controller,
            String site,
            String customerId,
            boolean applications,
            CitrixRestClient api,
            ApiCaller caller) {
        this.site = site;
        this.customerId = customerId;
        this.applicationsField = applications ? SessionListParser.APPLICATIONS_FIELD : "";
        this.api = api;
        this.caller = caller;
        for (Endpoint endpoint : Endpoint.values()) {
            options.put(endpoint, new OptionNegotiation(endpoint, site + ": " + controller));
        }
    }

    Uni<AccessToken> signIn(Deadline deadline) {
        return caller.signIn(deadline);
    }

    /** The identity of the site. */
    Uni<SiteIdentity> me(Deadline deadline) {
        return options(Endpoint.ME).call(deadline, sent -> caller.callWithRetries(meRequest(sent, null), deadline));
    }

    /**
     * Calls {@code /me} at once, without the limiter and without retries.
     *
     * @param known returned if it is not null, whatever is in the response
     */
    Uni<SiteIdentity> probeMe(@Nullable SiteIdentity known) {
        return caller.probe(meRequest(options(Endpoint.ME).current(), known));
    }

    /** Calls for the sessions on a machine at once, without the limiter and without retries. */
    Uni<MachineSessions> probeMachine(String siteId, String machine) {
        RequestOptions sent = options(Endpoint.MACHINE_SESSIONS).current();
        return caller.probe(machineSessionsRequest(siteId, machine, sent));
    }

    /** The sessions on a machine, without retries, except with other options if the server rejects some. */
    Uni<MachineSessions> machineSessions(String siteId, String machine, PollAttempt attempt) {
        return options(Endpoint.MACHINE_SESSIONS)
                .call(
                        attempt.deadline(),
                        sent -> caller.callWithoutRetry(machineSessionsRequest(siteId, machine, sent), attempt));
    }

    /** All sessions of the site. */
    Uni<SessionsByMachine> siteSessions(String siteId, Deadline deadline) {
        return Pages.all(token -> page(
                        Endpoint.SESSIONS,
                        siteId,
                        deadline,
                        (sent, headers) -> api.sessions(
                                sessionFields(sent, SessionListParser.MACHINE_FIELD), sent.pageSize(), token, headers),
                        body -> SessionListParser.page(body, caller::unrecognized)))
                .map(SessionsByMachine::of);
    }

    /** All machines of the site. */
    Uni<List<Machine>> machines(String siteId, Deadline deadline) {
        return Pages.all(token -> page(
                        Endpoint.MACHINES,
                        siteId,
                        deadline,
                        (sent, headers) -> api.machines(
                                sent.fields(MachineListParser.FIELDS, MachineListParser.FIELDS),
                                sent.pageSize(),
                                token,
                                headers),
                        body -> MachineListParser.page(body, caller::unrecognized)))
                .map(MachineListParser::withId);
    }

    /** Reads the identity of the site from the response only if it is not known. */
    private ApiRequest<SiteIdentity> meRequest(RequestOptions sent, @Nullable SiteIdentity known) {
        return new ApiRequest<>(
                Endpoint.ME,
                null,
                sent,
                api::me,
                body -> known == null ? SiteIdentityParser.read(body, site, customerId) : known);
    }

    private ApiRequest<MachineSessions> machineSessionsRequest(String siteId, String machine, RequestOptions sent) {
        return new ApiRequest<>(
                Endpoint.MACHINE_SESSIONS,
                siteId,
                sent,
                headers -> api.machineSessions(machine.replace('\\', '|'), sessionFields(sent, ""), headers),
                SessionListParser::machineSessions);
    }

    private @Nullable String sessionFields(RequestOptions sent, String more) {
        return sent.fields(SessionListParser.CORE_FIELDS + more, SessionListParser.FIELDS + applicationsField + more);
    }

    private <T> Uni<Page<T>> page(
            Endpoint endpoint,
            String siteId,
            Deadline deadline,
            BiFunction<RequestOptions, CallHeaders, Uni<Response>> request,
            ResponseReader.Parser<Page<T>> parser) {
        return options(endpoint)
                .call(
                        deadline,
                        sent -> caller.callWithRetries(
                                new ApiRequest<>(
                                        endpoint, siteId, sent, headers -> request.apply(sent, headers), parser),
                                deadline));
    }

    private OptionNegotiation options(Endpoint endpoint) {
        return Objects.requireNonNull(options.get(endpoint));
    }
}
