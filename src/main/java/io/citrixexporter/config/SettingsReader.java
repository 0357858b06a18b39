package io.citrixexporter.config;

final class SettingsReader {
    private SettingsReader() {}
}
