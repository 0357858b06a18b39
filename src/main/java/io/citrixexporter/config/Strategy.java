package io.citrixexporter.config;

/** How the sessions of a site are read. What is exported is the same. */
public enum Strategy implements KeyWord {
    /** One call for each machine. */
    PER_MACHINE,
    /** All sessions of the site, page by page. */
    SITE
}
