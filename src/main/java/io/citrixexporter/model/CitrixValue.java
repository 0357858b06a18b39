package io.citrixexporter.model;

/** A value of an enum of Citrix's REST API. */
public interface CitrixValue {

    /** Citrix's spelling, which is also the value of the label. */
    String text();
}
