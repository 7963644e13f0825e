using System.Data.Common;
using LinqToDB;

namespace ActorKube.Store.Journal;

/// <summary>
/// How an SQLite journal is written. WAL, so that readers don't stop the writer: set once, for it stays in the file. FULL, so that a commit is on
/// disk when it is acknowledged, and a wait for locks: set for each connection, for neither can stand in the connection string.
/// </summary>
internal static class SqlitePragmas
{
    private const string Each = "PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000;";
    private const string First = "PRAGMA busy_timeout=10000; PRAGMA journal_mode=WAL; " + Each;

    public static DataOptions OnEachConnection(DataOptions options)
    {
        var opened = 0;
        return options.UseAfterConnectionOpened(
            connection =>
            {
                using var command = Command(connection);
                command.ExecuteNonQuery();
            },
            async (connection, cancellation) =>
            {
                await using var command = Command(connection);
                await command.ExecuteNonQueryAsync(cancellation);
            });

        DbCommand Command(DbConnection connection)
        {
            var command = connection.CreateCommand();
            command.CommandText = Interlocked.Exchange(ref opened, 1) == 0 ? First : Each;
            return command;
        }
    }
}
