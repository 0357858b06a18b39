@echo off
rem Starts the exporter with config\application.yaml in the working directory.
rem
rem JAVA_HOME selects the Java runtime, JAVA_OPTS replaces the options of the JVM.
setlocal

set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
if not defined JAVA_OPTS set "JAVA_OPTS=-XX:+UseSerialGC -Xms16m -Xmx256m -XX:+ExitOnOutOfMemoryError"
"%java%" %JAVA_OPTS% -jar "%~dp0..\app\quarkus-run.jar" %*
exit /b %ERRORLEVEL%
