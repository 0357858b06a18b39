/**
 * Access tokens and the four ways to sign in: Citrix Cloud, Citrix Cloud Government, on-premises, and a given token.
 */
@NullMarked
package io.citrixexporter.citrix.login;

import org.jspecify.annotations.NullMarked;
