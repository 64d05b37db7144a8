; Installs {{.Name}} for one user, without an administrator: into Programs of their local data,
; with an entry in the Start menu and one among the programs that can be uninstalled. The profile
; lies elsewhere, and stays.
Target amd64-unicode
SetCompressor /SOLID lzma
!include "MUI2.nsh"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\{{.Unix}}"

Name "{{.Name}}"
OutFile "{{.Out}}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\{{.Name}}"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
BrandingText "{{.Name}} {{.Version}}"
VIProductVersion "{{.Four}}"
VIAddVersionKey "ProductName" "{{.Name}}"
VIAddVersionKey "ProductVersion" "{{.Version}}"
VIAddVersionKey "FileVersion" "{{.Version}}"
VIAddVersionKey "FileDescription" "{{.Name}}, installer"
VIAddVersionKey "LegalCopyright" "MIT"

!define MUI_ICON "{{.Icon}}"
!define MUI_UNICON "{{.Icon}}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\run-checks.exe"
!insertmacro MUI_PAGE_LICENSE "{{.Licence}}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Dutch"
!insertmacro MUI_LANGUAGE "German"

LangString OPEN ${LANG_ENGLISH} "{{.Name}} is running. End it, then try again."
LangString OPEN ${LANG_DUTCH} "{{.Name}} is actief. Sluit het af en probeer het opnieuw."
LangString OPEN ${LANG_GERMAN} "{{.Name}} läuft. Beenden Sie es und versuchen Sie es noch einmal."
LangString STAYS ${LANG_ENGLISH} "The profile stays: $LOCALAPPDATA\{{.Unix}}"
LangString STAYS ${LANG_DUTCH} "Het profiel blijft staan: $LOCALAPPDATA\{{.Unix}}"
LangString STAYS ${LANG_GERMAN} "Das Profil bleibt: $LOCALAPPDATA\{{.Unix}}"

; A program that runs cannot be replaced: it is said before anything is changed.
!macro ENDED UN
Function ${UN}ended
  IfFileExists "$INSTDIR\run-checks.exe" 0 ended
  ClearErrors
  FileOpen $0 "$INSTDIR\run-checks.exe" a
  IfErrors open
  FileClose $0
  Goto ended
open:
  MessageBox MB_OK|MB_ICONEXCLAMATION "$(OPEN)" /SD IDOK
  SetErrorLevel 2
  Quit
ended:
FunctionEnd
!macroend
!insertmacro ENDED ""
!insertmacro ENDED "un."

Section
  Call ended
{{- range .Folders}}
  SetOutPath "$INSTDIR{{with .Name}}\{{.}}{{end}}"
{{- range .Files}}
  File "{{.}}"
{{- end}}
{{- end}}
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\{{.Name}}.lnk" "$INSTDIR\run-checks.exe"
  ; A mail can be opened with it; what opens mails by default stays what it is.
  WriteRegStr HKCU "Software\Classes\{{.Unix}}.eml" "" "{{.Name}}"
  WriteRegStr HKCU "Software\Classes\{{.Unix}}.eml\shell\open\command" "" '"$INSTDIR\run-checks.exe" "%1"'
  WriteRegStr HKCU "Software\Classes\.eml\OpenWithProgids" "{{.Unix}}.eml" ""
  WriteRegStr HKCU "${KEY}" "DisplayName" "{{.Name}}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "{{.Version}}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\run-checks.exe"
  WriteRegStr HKCU "${KEY}" "Publisher" "{{.Name}}"
  WriteRegStr HKCU "${KEY}" "URLInfoAbout" "{{.Website}}"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" {{.Kilobytes}}
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  Call un.ended
{{- range .Remove}}
  Delete "$INSTDIR\{{.}}"
{{- end}}
{{- range .RemoveFolders}}
  RMDir "$INSTDIR\{{.}}"
{{- end}}
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\{{.Name}}.lnk"
  DeleteRegKey HKCU "${KEY}"
  DeleteRegKey HKCU "Software\Classes\{{.Unix}}.eml"
  DeleteRegValue HKCU "Software\Classes\.eml\OpenWithProgids" "{{.Unix}}.eml"
  DetailPrint "$(STAYS)"
SectionEnd
