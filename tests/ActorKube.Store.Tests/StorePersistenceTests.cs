using Akka.Configuration;
using Xunit;

namespace ActorKube.Store.Tests;

public sealed class StorePersistenceTests
{
    [Theory(DisplayName = "The connection string chooses the database, and the plugin hears of the provider too, for its indexes")]
    [InlineData("Data Source=/tmp/x.db", "SQLite.MS")]
    [InlineData("Host=127.0.0.1;Port=5432;Database=k8s;Username=me", "PostgreSQL.15")]
    public void Provider(string connectionString, string provider)
    {
        var config = StorePersistence.From(connectionString).Config.GetConfig("akka.persistence.journal.sql");
        Assert.Equal(provider, config.GetString("provider-name"));
        Assert.NotEqual("", config.GetString("connection-string"));
    }

    [Theory(DisplayName = "A connection string of neither form is refused in one line")]
    [InlineData("store.db")]
    [InlineData("Sauce=1")]
    [InlineData("Data Source=x;Nonsense=1")]
    public void Nonsense(string connectionString)
    {
        var refused = Assert.Throws<ArgumentException>(() => StorePersistence.From(connectionString));
        Assert.StartsWith("the store's connection string", refused.Message);
    }

    [Fact(DisplayName = "A setting that makes no sense names its key")]
    public void Settings()
    {
        var refused = Assert.Throws<ConfigurationException>(
            () => StoreSettings.From(ConfigurationFactory.ParseString("actorkube.store.queue-writes = 0")));
        Assert.Contains("actorkube.store.queue-writes", refused.Message);
    }
}
