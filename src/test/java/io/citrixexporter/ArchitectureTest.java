package io.citrixexporter;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Keeps the shape of the code: data flows one way, and every outside thing has one door. */
@AnalyzeClasses(packages = "io.citrixexporter", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final List<String> ORDER =
            List.of("time", "config", "session", "inventory", "citrix", "snapshot", "poll", "exposition", "web");

    @ArchTest
    static final ArchRule CONFIG_USES_NOTHING_OF_OURS = usesOnlyWhatComesBefore("config");

    @ArchTest
    static final ArchRule SESSION_USES_ONLY_WHAT_COMES_BEFORE = usesOnlyWhatComesBefore("session");

    @ArchTest
    static final ArchRule INVENTORY_USES_ONLY_WHAT_COMES_BEFORE = usesOnlyWhatComesBefore("inventory");

    @ArchTest
    static final ArchRule CITRIX_USES_ONLY_WHAT_COMES_BEFORE = usesOnlyWhatComesBefore("citrix");

    @ArchTest
    static final ArchRule SNAPSHOT_USES_ONLY_WHAT_COMES_BEFORE = usesOnlyWhatComesBefore("snapshot");

    @ArchTest
    static final ArchRule POLL_USES_ONLY_WHAT_COMES_BEFORE = usesOnlyWhatComesBefore("poll");

    @ArchTest
    static final ArchRule EXPOSITION_USES_ONLY_WHAT_COMES_BEFORE = usesOnlyWhatComesBefore("exposition");

    @ArchTest
    static final ArchRule WEB_USES_ONLY_WHAT_COMES_BEFORE = usesOnlyWhatComesBefore("web");

    @ArchTest
    static final ArchRule DEMO_USES_ONLY_CONFIG = noClasses()
            .that()
            .resideInAPackage(ours("demo"))
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.citrixexporter..").and(outside(ours("demo"), ours("config"))));

    @ArchTest
    static final ArchRule START_USES_ONLY_POLL = noClasses()
            .that()
            .resideInAPackage(ours("start"))
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.citrixexporter..").and(outside(ours("start"), ours("poll"))));

    @ArchTest
    static final ArchRule EVERY_CLASS_HAS_ITS_PLACE_IN_THE_ORDER = classes()
            .should()
            .resideInAnyPackage(Stream.concat(ORDER.stream(), Stream.of("demo", "start"))
                    .map(ArchitectureTest::ours)
                    .toArray(String[]::new));

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.citrixexporter.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule SESSION_KNOWS_NO_FRAMEWORK = classes()
            .that()
            .resideInAPackage(ours("session"))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", ours("session"));

    @ArchTest
    static final ArchRule ONLY_SNAPSHOT_COLLECTOR_KNOWS_THE_PROMETHEUS_CLIENT = noClasses()
            .that(DescribedPredicate.not(nestedIn("io.citrixexporter.exposition.SnapshotCollector")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.prometheus..");

    @ArchTest
    static final ArchRule ONLY_CITRIX_KNOWS_THE_REST_CLIENT = noClasses()
            .that()
            .resideOutsideOfPackage(ours("citrix"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.ws.rs..", "org.eclipse.microprofile.rest.client..", "io.quarkus.rest.client..");

    @ArchTest
    static final ArchRule THE_SYSTEM_CLOCK_IS_MADE_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackage(ours("time"))
            .and()
            .doNotHaveFullyQualifiedName("io.citrixexporter.config.SettingsProducer")
            .should()
            .callMethodWhere(target(nameMatching("system.*")).and(target(owner(assignableTo(Clock.class)))));

    @ArchTest
    static final ArchRule TIME_COMES_FROM_THE_CLOCK = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule NOBODY_SLEEPS =
            noClasses().should().callMethodWhere(target(name("sleep")).and(target(owner(assignableTo(Thread.class)))));

    @ArchTest
    static final ArchRule NOBODY_PRINTS_BUT_THE_ENTRANCE =
            noClasses().that().resideOutsideOfPackage(ours("start")).should(ACCESS_STANDARD_STREAMS);

    private static ArchRule usesOnlyWhatComesBefore(String name) {
        String[] allowed = ORDER.subList(0, ORDER.indexOf(name) + 1).stream()
                .map(ArchitectureTest::ours)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(ours(name))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.citrixexporter..").and(outside(allowed)));
    }

    private static DescribedPredicate<JavaClass> outside(String... packages) {
        return DescribedPredicate.not(resideInAnyPackage(packages));
    }

    private static DescribedPredicate<JavaClass> nestedIn(String outermost) {
        return DescribedPredicate.describe(
                "are nested in " + outermost,
                type -> type.getName().equals(outermost) || type.getName().startsWith(outermost + "$"));
    }

    private static String ours(String name) {
        return "io.citrixexporter." + name + "..";
    }
}
