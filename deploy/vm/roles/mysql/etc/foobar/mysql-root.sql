-- Once on each new member, before the database service starts: the account with which that service works. The binary log has nothing of it, so that the members do not differ.
SET sql_log_bin = 0;
CREATE USER IF NOT EXISTS root@'%' IDENTIFIED BY '@MYSQL_PASSWORD@' REQUIRE SSL;
GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION;
