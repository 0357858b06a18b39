package io.citrixexporter;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Enforces the layers of packages, and a single package for each external dependency. */
@AnalyzeClasses(packages = "io.citrixexporter", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** From bottom to top: a package uses only those before it. */
    private static final List<String> ORDER = List.of(
            "time",
            "model",
            "config",
            "targets",
            "snapshot",
            "citrix.connect",
            "citrix.http",
            "citrix.throttle",
            "citrix.login",
            "citrix",
            "poll",
            "metrics",
            "check",
            "web");

    @ArchTest
    static final ArchRule A_PACKAGE_USES_ONLY_THOSE_BEFORE_IT =
            classes().that(areInOrder()).should(useOnlyPackagesUpToTheirOwn());

    @ArchTest
    static final ArchRule DEMO_USES_ONLY_CONFIG = noClasses()
            .that()
            .resideInAPackage(ours("demo"))
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.citrixexporter..").and(outside(ours("demo"), ours("config"))));

    @ArchTest
    static final ArchRule START_USES_ONLY_POLL_AND_CHECK = noClasses()
            .that()
            .resideInAPackage(ours("start"))
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("io.citrixexporter..").and(outside(ours("start"), ours("poll"), ours("check"))));

    @ArchTest
    static final ArchRule EVERY_CLASS_HAS_ITS_PLACE_IN_THE_ORDER = classes()
            .should()
            .resideInAnyPackage(Stream.concat(ORDER.stream(), Stream.of("demo", "start"))
                    .map(name -> "io.citrixexporter." + name)
                    .toArray(String[]::new));

    @ArchTest
    static void noSimpleNameIsUsedTwice(JavaClasses classes) {
        Map<String, List<String>> byName = classes.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toList())));

        byName.values().removeIf(names -> names.size() == 1);

        assertThat(byName).isEmpty();
    }

    @ArchTest
    static final ArchRule MODEL_KNOWS_NO_FRAMEWORK = classes()
            .that()
            .resideInAPackage(ours("model"))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", ours("model"));

    @ArchTest
    static final ArchRule ONLY_SNAPSHOT_COLLECTOR_KNOWS_THE_PROMETHEUS_CLIENT = noClasses()
            .that(DescribedPredicate.not(nestedIn("io.citrixexporter.metrics.SnapshotCollector")))
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
            .should()
            .callMethodWhere(target(nameMatching("system.*"))
                    .and(target(owner(equivalentTo(Clock.class).or(equivalentTo(InstantSource.class))))));

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

    private static DescribedPredicate<JavaClass> areInOrder() {
        return DescribedPredicate.describe("are in a package of the order", type -> position(type) >= 0);
    }

    private static ArchCondition<JavaClass> useOnlyPackagesUpToTheirOwn() {
        return new ArchCondition<>("use only packages up to their own in " + ORDER) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass();
                    boolean ours = target.getPackageName().startsWith("io.citrixexporter");
                    boolean allowed = !ours || (position(target) >= 0 && position(target) <= position(type));
                    events.add(new SimpleConditionEvent(dependency, allowed, dependency.getDescription()));
                }
            }
        };
    }

    private static int position(JavaClass type) {
        return ORDER.indexOf(type.getPackageName().replaceFirst("^io\\.citrixexporter\\.?", ""));
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
