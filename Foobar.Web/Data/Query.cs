using Dapper;

namespace Foobar.Web.Data;

/// <summary>One statement, and how its rows are read. Parameters of one name mean the same in every statement.</summary>
internal sealed record Query<T>(string Sql, object Parameters, Func<SqlMapper.GridReader, Task<T>> ReadAsync);
