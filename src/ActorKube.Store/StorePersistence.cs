using System.Data.Common;
using ActorKube.Store.Journal;
using Akka.Configuration;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using LinqToDB;
using LinqToDB.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ActorKube.Store;

/// <summary>
/// Where the journal lies: what the composition root hands to the actor system, from a connection string. <c>Data Source=FILE</c> is an SQLite
/// file, <c>Host=…</c> a PostgreSQL database. Snapshots are not used.
/// </summary>
public sealed class StorePersistence
{
    private StorePersistence(string providerName, string connectionString, DataOptions options)
    {
        // Without provider-name beside the setup the plugin makes its tables without indexes: no fencing, and a replay that crawls.
        Config = ConfigurationFactory.ParseString($$"""
            akka.persistence {
              journal {
                plugin = "akka.persistence.journal.sql"
                sql {
                  class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
                  provider-name = "{{providerName}}"
                  connection-string = "{{Escaped(connectionString)}}"
                  auto-initialize = true
                  tag-write-mode = Csv
                  prefer-parameters-on-multirow-insert = true
                  parallelism = 1

                  # Rows are up to a megabyte, and so many are in memory at once while the store recovers.
                  replay-batch-size = 100
                  recovery-event-timeout = 300s
                  circuit-breaker { max-failures = 10, call-timeout = 60s, reset-timeout = 10s }
                }
              }
              snapshot-store.plugin = "akka.persistence.no-snapshot-store"
            }
            """).WithFallback(SqlPersistence.DefaultConfiguration);
        Setup = new DataOptionsSetup(options);
    }

    /// <summary>The journal plugin, with its defaults. Hand it to the actor system above Akka's own defaults.</summary>
    public Config Config { get; }

    /// <summary>The connections; to be added to the actor system's setups beside <see cref="Config"/>.</summary>
    public DataOptionsSetup Setup { get; }

    /// <summary>Reads a connection string. Nothing is opened yet; the directory of an SQLite file must be there when the store starts.</summary>
    /// <exception cref="ArgumentException">The connection string is none of the two forms; the message says so in one line.</exception>
    public static StorePersistence From(string connectionString)
    {
        DbConnectionStringBuilder fields;
        try
        {
            fields = new DbConnectionStringBuilder { ConnectionString = connectionString };
        }
        catch (ArgumentException fault)
        {
            throw new ArgumentException($"the store's connection string can't be read: {fault.Message}", nameof(connectionString), fault);
        }
        if (fields.ContainsKey("Host") || fields.ContainsKey("Server"))
            return Checked(() => new NpgsqlConnectionStringBuilder(connectionString), ProviderName.PostgreSQL15, options => options);
        if (fields.ContainsKey("Data Source") || fields.ContainsKey("DataSource") || fields.ContainsKey("Filename"))
            return Checked(() => new SqliteConnectionStringBuilder(connectionString), ProviderName.SQLiteMS, SqlitePragmas.OnEachConnection);
        throw new ArgumentException(
            "the store's connection string is neither \"Data Source=FILE\" (SQLite) nor \"Host=…;Database=…\" (PostgreSQL)", nameof(connectionString));
    }

    private static StorePersistence Checked(Func<DbConnectionStringBuilder> read, string provider, Func<DataOptions, DataOptions> prepare)
    {
        try
        {
            var text = read().ConnectionString;
            return new StorePersistence(provider, text, prepare(new DataOptions().UseConnectionString(provider, text)));
        }
        catch (ArgumentException fault)
        {
            throw new ArgumentException($"the store's connection string can't be read: {fault.Message}", nameof(read), fault);
        }
    }

    private static string Escaped(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
