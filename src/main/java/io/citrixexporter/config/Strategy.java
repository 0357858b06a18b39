package io.citrixexporter.config;

/** How the sessions of a site are read. What is exported is the same. */
public enum Strategy {
    /** One call for each machine. */
    PER_MACHINE,
    /** All sessions of the site, page by page. */
    SITE;

    /** How it is written in the configuration. */
    public String text() {
        return ValueConverters.text(this);
    }
}
