# Puts the paths that configure was given into what is installed. Not configure's own substitution: directories are known
# in full only to make.
put_paths = sed \
  -e 's|[@]CONTROL_SOCKET[@]|$(CONTROL_SOCKET)|g' \
  -e 's|[@]PID_FILE[@]|$(PID_FILE)|g' \
  -e 's|[@]PRIVSEP_CHROOT[@]|$(PRIVSEP_CHROOT)|g' \
  -e 's|[@]PRIVSEP_GROUP[@]|$(PRIVSEP_GROUP)|g' \
  -e 's|[@]PRIVSEP_USER[@]|$(PRIVSEP_USER)|g' \
  -e 's|[@]pkgdatadir[@]|$(pkgdatadir)|g' \
  -e 's|[@]sbindir[@]|$(sbindir)|g' \
  -e 's|[@]sysconfdir[@]|$(sysconfdir)|g'
