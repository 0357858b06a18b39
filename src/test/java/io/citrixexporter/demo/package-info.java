@NullMarked
package io.citrixexporter.demo;

import org.jspecify.annotations.NullMarked;
