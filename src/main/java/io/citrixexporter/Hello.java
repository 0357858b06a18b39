package io.citrixexporter;

final class Hello {
    private Hello() {}
}
