@echo off
setlocal
set "here=%~dp0"
set "name=%~n0"
setlocal EnableDelayedExpansion
title !name!
endlocal
set "part="
if exist "%here%app\boot.py" goto go
set "part=2"
if exist "%here%app2\boot.py" goto go
chcp 65001 >nul
echo @INCOMPLETE@
pause
exit /b 1
:go
"%here%app%part%\win.cmd" %*
