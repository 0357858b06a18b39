package io.citrixexporter.citrix;

import io.citrixexporter.citrix.login.AccessToken;
import jakarta.ws.rs.HeaderParam;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a call. Source for their names and rules: Citrix's REST documentation and citrix-daas-rest-go.
 *
 * <p>The scheme of the Authorization header is Citrix's own, {@code CWSAuth bearer=}, in the cloud and on-premises.
 */
final class CallHeaders {
    @HeaderParam("Authorization")
    final String authorization;

    @HeaderParam("Citrix-CustomerId")
    final String customerId;

    @HeaderParam("Citrix-InstanceId")
    final @Nullable String instanceId;

    @HeaderParam("Citrix-TransactionId")
    final @Nullable String transactionId;

    @HeaderParam("Accept-Encoding")
    final @Nullable String acceptEncoding;

    /**
     * The headers of a call.
     *
     * @param transactionId sent if the options say so
     */
    CallHeaders(
            AccessToken token,
            String customerId,
            @Nullable String instanceId,
            String transactionId,
            RequestOptions options) {
        this.authorization = "CWSAuth bearer=" + token.value();
        this.customerId = customerId;
        this.instanceId = instanceId;
        this.transactionId = options.transactionId() ? transactionId : null;
        this.acceptEncoding = options.gzip() ? "gzip" : null;
    }
}
