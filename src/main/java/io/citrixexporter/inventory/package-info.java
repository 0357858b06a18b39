/** Which machines are polled, and what they are called. */
@NullMarked
package io.citrixexporter.inventory;

import org.jspecify.annotations.NullMarked;
