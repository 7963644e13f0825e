using ActorKube.Store;

namespace ActorKube.CommandLine;

/// <summary>The value of <c>--store</c>.</summary>
internal static class StoreConnection
{
    /// <summary>Reads a connection string; nothing is opened yet.</summary>
    /// <exception cref="CommandFailedException">It is none of the forms that the store knows.</exception>
    internal static StorePersistence Check(string connection)
    {
        try
        {
            return StorePersistence.From(connection);
        }
        catch (ArgumentException fault)
        {
            throw new CommandFailedException($"--store: {fault.Message.Split(" (Parameter")[0]}", ActorKubeCommand.WrongUsage);
        }
    }
}
