package io.citrixexporter.config;

/** How the sessions of a site are read. What is exported is the same. */
public enum Strategy {
    /** One call for each machine. */
    PER_MACHINE,
    /** One walk over all sessions of the site, page by page. */
    SITE;

    /** How the user writes it. */
    public String text() {
        return ValueConverters.text(this);
    }
}
