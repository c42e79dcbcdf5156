# Before a member stops: if it is the primary, it hands the writes over to a replica, which takes milliseconds. An election would take longer.
# Then it sends the site away, to the other members: for what waits for the group while the server leaves it the server waits too, 50 s.
export MYSQL_PWD="${MYSQL_ROOT_PASSWORD:-$(cat /run/secrets/mysql-password)}"
query() {
  mysql --host=127.0.0.1 --user=root --connect-timeout=2 --batch --skip-column-names --execute "$1" 2>/dev/null
}

replica=$(query "
  SELECT MEMBER_ID FROM performance_schema.replication_group_members
  WHERE MEMBER_STATE = 'ONLINE' AND MEMBER_ROLE = 'SECONDARY'
    AND EXISTS (SELECT 1 FROM performance_schema.replication_group_members WHERE MEMBER_ID = @@server_uuid AND MEMBER_STATE = 'ONLINE' AND MEMBER_ROLE = 'PRIMARY')
  ORDER BY MEMBER_ID LIMIT 1")
[ -z "$replica" ] || query "SELECT group_replication_set_as_primary('$replica', 10)" >/dev/null

# Ends with the server's life; root may stay.
query "SET GLOBAL offline_mode = ON"
tries=0
until [ "$(query "SELECT COUNT(*) FROM performance_schema.processlist WHERE USER = 'foobar_web'")" = 0 ] || [ $((tries += 1)) -gt 50 ]; do sleep 0.1; done
