@echo off
rem Starts the command line of Video Action Recognition: videoaction --help.
rem JAVA_HOME names another Java than the path's, JAVA_OPTS has further options for it.
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -Xms32m -XX:G1HeapRegionSize=1m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 --add-opens=java.base/java.nio=ALL-UNNAMED "-Djava.util.logging.SimpleFormatter.format=%%5$s%%n" %JAVA_OPTS% -cp "%~dp0..\lib\*" org.videoaction.commandline.VideoAction %*
exit /b %errorlevel%
