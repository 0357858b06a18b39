package io.citrixexporter.demo;

/** The delivery groups of the site, which differ in size and in how they are used. */
enum DeliveryGroup {
    DESKTOPS("Desktops", "Windows 11 Multi-Session", 0.45, 0.05),
    OFFICE_APPS("Office Apps", "Server 2022 Apps", 0.75, 1),
    ENGINEERING("Engineering", "Windows 11 GPU", 0.9, 0.3),
    CONTRACTORS("Contractors", "Server 2022 Apps", 1, 0.5);

    private final String title;
    private final String catalog;
    private final double end;
    private final double applications;

    /** @param end the share of all machines that belong to this group or to one before it */
    DeliveryGroup(String title, String catalog, double end, double applications) {
        this.title = title;
        this.catalog = catalog;
        this.end = end;
        this.applications = applications;
    }

    String title() {
        return title;
    }

    String catalog() {
        return catalog;
    }

    /** The share of its users who start published applications and no desktop. */
    double applications() {
        return applications;
    }

    /** The group of a machine, by the index of the machine. */
    static DeliveryGroup of(int index, int machines) {
        for (DeliveryGroup group : values()) {
            if (index + 0.5 < group.end * machines) {
                return group;
            }
        }
        return CONTRACTORS;
    }
}
