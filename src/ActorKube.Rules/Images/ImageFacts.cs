namespace ActorKube.Rules.Images;

/// <summary>What is known of an image without having it.</summary>
/// <param name="MebiBytes">Compressed size, which the pull takes its time from.</param>
/// <param name="StartUp">How long its program takes to start, emulated time.</param>
/// <param name="Behaviour">What its own program does when the manifest gives no command.</param>
/// <param name="Greeting">The first lines that the program prints.</param>
/// <param name="MissingTags">Tags that no registry has: a pull of them fails.</param>
public sealed record ImageFacts(int MebiBytes, TimeSpan StartUp, ImageBehaviour Behaviour, IReadOnlyList<string> Greeting, IReadOnlyList<string> MissingTags)
{
    /// <summary>A server of middling size: what an image that nobody described is taken for.</summary>
    public static readonly ImageFacts Unknown = new(50, TimeSpan.FromMilliseconds(100), ImageBehaviour.Serves, [], []);
}

/// <summary>What an image's own program does.</summary>
public enum ImageBehaviour
{
    /// <summary>Runs until it is told to end.</summary>
    Serves,

    /// <summary>A shell without a terminal: ends at once with 0.</summary>
    Shell,

    /// <summary>Prints its greeting and ends with 0.</summary>
    Prints,
}
