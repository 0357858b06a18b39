package io.citrixexporter.model;

/**
 * A value of the enum of the same name in the contract of Citrix's REST API (citrix-daas-rest-go, models of machines and
 * sessions).
 */
public interface CitrixValue {

    /** Citrix's spelling, which is also the value of the label. */
    String text();
}
