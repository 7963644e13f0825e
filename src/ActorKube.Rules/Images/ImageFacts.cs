using System.Collections.Immutable;
using ActorKube.Rules.Containers.Commands;

namespace ActorKube.Rules.Images;

/// <summary>What is known of an image without having it: an entry of the catalogue.</summary>
/// <param name="Pattern">The repository, with <c>*</c> for anything.</param>
public sealed record ImageFacts(string Pattern)
{
    private string[]? _folders;

    /// <summary>The tags that it is for, with <c>*</c> for anything; none for all.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Its layers.</summary>
    public ImmutableArray<ImageLayer> Layers { get; init; } = [];

    /// <summary>How long its program takes to start, emulated time.</summary>
    public TimeSpan StartUp { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>ENTRYPOINT: what a manifest's <c>command</c> replaces.</summary>
    public ImmutableArray<string> Entrypoint { get; init; } = [];

    /// <summary>CMD: what a manifest's <c>args</c> replaces, and its <c>command</c> drops.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>The built-in commands that it has.</summary>
    public CommandSet Commands { get; init; } = CommandSet.None;

    /// <summary>Its programs.</summary>
    public ImmutableArray<ImageProgram> Programs { get; init; } = [];

    /// <summary>Tags that no registry has: a pull of them fails.</summary>
    public ImmutableArray<string> MissingTags { get; init; } = [];

    /// <summary>True if its registry wants a secret.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>The accounts that its registry knows; any will do if there are none.</summary>
    public ImmutableArray<RegistryAccount> Accounts { get; init; } = [];

    /// <summary>The folders that its programs serve files from.</summary>
    public IReadOnlyList<string> Folders => _folders ??= [.. Programs.SelectMany(program => program.Ports).Select(port => port.Files).Where(folder => folder.Length > 0).Distinct()];

    /// <summary>False for an image that nobody described.</summary>
    public bool IsKnown { get; init; } = true;

    /// <summary>Compressed size in bytes.</summary>
    public long Bytes => Layers.Sum(layer => layer.Bytes);

    /// <summary>The layers of an image that these are the facts of: its own layer is known by the image's name.</summary>
    public IEnumerable<ImageLayer> LayersOf(ImageReference image) => Layers.Select(layer => layer.Id.Length == 0 ? layer with { Id = image.FullName } : layer);

    /// <summary>The program that a command line starts; null if the image has none of that name, or none for these arguments.</summary>
    public ImageProgram? Find(ReadOnlySpan<string> words)
    {
        foreach (var program in Programs)
            if (program.Fits(words))
                return program;
        return null;
    }
}
