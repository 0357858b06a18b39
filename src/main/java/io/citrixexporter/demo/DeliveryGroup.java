package io.citrixexporter.demo;

/** The delivery groups of the site, uneven in size and use as they are in life. */
enum DeliveryGroup {
    DESKTOPS("Desktops", "Windows 11 Multi-Session", 0.45, 0.05),
    OFFICE_APPS("Office Apps", "Server 2022 Apps", 0.3, 1),
    ENGINEERING("Engineering", "Windows 11 GPU", 0.15, 0.3),
    CONTRACTORS("Contractors", "Server 2022 Apps", 0.1, 0.5);

    /** Which group the machines of the outage scenario belong to. */
    static final DeliveryGroup OF_THE_OUTAGE = OFFICE_APPS;

    /** Which group has a training, and so a peak, every afternoon. */
    static final DeliveryGroup OF_THE_PEAK = ENGINEERING;

    private final String title;
    private final String catalog;
    private final double share;
    private final double applications;

    DeliveryGroup(String title, String catalog, double share, double applications) {
        this.title = title;
        this.catalog = catalog;
        this.share = share;
        this.applications = applications;
    }

    String title() {
        return title;
    }

    String catalog() {
        return catalog;
    }

    /** The part of its users that start single applications and no desktop. */
    double applications() {
        return applications;
    }

    /** The group at a place among all machines, 0 being the first machine and 1 the end. */
    static DeliveryGroup at(double place) {
        double end = 0;
        for (DeliveryGroup group : values()) {
            end += group.share;
            if (place < end) {
                return group;
            }
        }
        return CONTRACTORS;
    }
}
