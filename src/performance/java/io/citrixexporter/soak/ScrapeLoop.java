package io.citrixexporter.soak;

/** A thread that scrapes continuously and checks every scrape. */
final class ScrapeLoop implements Runnable {
    private static final long INTERVAL_MILLIS = 250;

    private final Scraper scraper;
    private final SessionCheck sessions;
    private final PartialOutageCheck partialOutages;
    private final CounterCheck counters;
    private final LifeCheck life;
    private final Footprint footprint;
    private final Violations violations;

    ScrapeLoop(
            Scraper scraper,
            SessionCheck sessions,
            PartialOutageCheck partialOutages,
            LifeCheck life,
            Footprint footprint,
            Violations violations) {
        this.scraper = scraper;
        this.sessions = sessions;
        this.partialOutages = partialOutages;
        this.counters = new CounterCheck(violations);
        this.life = life;
        this.footprint = footprint;
        this.violations = violations;
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                scraper.scrape().ifPresent(this::check);
                Thread.sleep(INTERVAL_MILLIS);
            }
        } catch (InterruptedException e) {
            // The soak test has ended.
        } catch (RuntimeException e) {
            violations.add("a check failed: " + e);
        }
    }

    private void check(Scrape scrape) {
        sessions.check(scrape);
        partialOutages.check(scrape);
        counters.check(scrape.seen());
        life.check(scrape.seen());
        footprint.heapUsed(scrape.seen().of("jvm_memory_used_bytes").stream()
                .filter(sample -> sample.label("area").equals("heap"))
                .mapToDouble(Exposition.Sample::value)
                .sum());
    }
}
