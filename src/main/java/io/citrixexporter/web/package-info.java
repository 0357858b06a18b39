/** The endpoint: the metrics and who may read them. */
@NullMarked
package io.citrixexporter.web;

import org.jspecify.annotations.NullMarked;
