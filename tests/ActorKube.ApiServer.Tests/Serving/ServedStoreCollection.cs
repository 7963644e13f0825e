namespace ActorKube.ApiServer.Tests.Serving;

/// <summary>One server for all tests that don't harm it; each works in a namespace of its own.</summary>
[CollectionDefinition(Name)]
public sealed class ServedStoreCollection : ICollectionFixture<ServedStore>
{
    public const string Name = "one server";
}
