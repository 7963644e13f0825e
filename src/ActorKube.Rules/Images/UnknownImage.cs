using ActorKube.Rules.Containers.Commands;
using ActorKube.Rules.Containers.Usage;

namespace ActorKube.Rules.Images;

/// <summary>What an image that nobody described is taken for: a server of middling size at the ports that its container declares, with every command there is.</summary>
public static class UnknownImage
{
    private const long Size = 50L * 1024 * 1024;

    /// <summary>Its facts.</summary>
    public static ImageFacts Facts { get; } = new("*")
    {
        IsKnown = false, Layers = [new("", Size)], Entrypoint = [Server], Commands = CommandSet.All, Programs = [Program],
    };

    /// <summary>The reason of the Event that says so.</summary>
    public const string Reason = "ImageNotInCatalogue";

    private const string Server = "server";

    /// <summary>What any command does that isn't known.</summary>
    internal static ImageProgram Program => new(Server, []) { ServesDeclaredPorts = true, Cpu = new(new UsageCurve(0.001)), Memory = new(new UsageCurve(10L * 1024 * 1024)) };

    /// <summary>The Event's message.</summary>
    public static string Message(string image) =>
        $"Image \"{image}\" is not in the image catalogue: its container behaves as a server at the ports that it declares. Describe the image in a file for --images to have it behave otherwise.";
}
