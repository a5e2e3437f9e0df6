; Additions to electron-builder's NSIS installer: at uninstall it asks about the data and takes the log-in entry away.

!macro customUnInstall
  ; Every upgrade runs the old uninstaller with this flag (electron-builder's installUtil.nsh): then data and log-in entry stay.
  ${ifNot} ${isUpdated}
    ; The program registered itself to start at log-in (src/main/autoStart.ts) under its application id.
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "app.stockbridge"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "Stockbridge"

    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 \
      "Delete Stockbridge's data as well?$\r$\n$\r$\nThat is: settings, the list of orders already entered in QuickBooks, and the sync log. \
Without that list a later installation cannot know which orders are in QuickBooks already.$\r$\n$\r$\nChoose No to keep them." \
      /SD IDNO IDNO keepData
      ; Data are always the user's, also when the program was installed for all users; the rest of the uninstaller needs the context it had.
      SetShellVarContext current
      RMDir /r "$LOCALAPPDATA\Stockbridge"
      ${if} $installMode == "all"
        SetShellVarContext all
      ${endIf}
    keepData:
  ${endIf}
!macroend
