# Ready is a member that takes part in its group. So an update, or a drain of nodes, goes on to the next member only when the last one is back.
state=$(mysql --host=127.0.0.1 --user=root --password="$MYSQL_ROOT_PASSWORD" --connect-timeout=2 --batch --skip-column-names \
  --execute "SELECT MEMBER_STATE FROM performance_schema.replication_group_members WHERE MEMBER_ID = @@server_uuid" 2>/dev/null)
[ "$state" = ONLINE ]
