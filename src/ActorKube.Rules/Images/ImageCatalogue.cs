using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Reflection;
using ActorKube.Model.Manifests;

namespace ActorKube.Rules.Images;

/// <summary>
/// What the simulated runtime knows of container images. The built-in part is <c>deploy/images</c> of this project; users add files of the same form, whose entries
/// come first. Immutable.
/// </summary>
public sealed class ImageCatalogue
{
    private const string Resources = "ActorKube.Rules.Images.";

    private readonly ImmutableArray<ImageFacts> _entries;

    private ImageCatalogue(ImmutableArray<ImageFacts> entries) => _entries = entries;

    /// <summary>The built-in catalogue.</summary>
    public static ImageCatalogue BuiltIn { get; } = new(ReadBuiltIn());

    /// <summary>The built-in catalogue with entries from files before its own.</summary>
    /// <param name="files">Names and texts; the first entry that fits an image counts.</param>
    /// <returns>The catalogue; or what is wrong, a line each with file and line.</returns>
    public static (ImageCatalogue? Catalogue, ImmutableArray<string> Faults) With(IEnumerable<(string Name, string Text)> files)
    {
        var (entries, faults) = Read(files);
        return faults.IsEmpty ? (new(entries.AddRange(BuiltIn._entries)), []) : (null, faults);
    }

    /// <summary>What is known of an image; an entry that is not known for one that nobody described.</summary>
    public ImageFacts Find(ImageReference image)
    {
        var repository = Familiar(image.Repository);
        foreach (var entry in _entries)
            if (FileSystemName.MatchesSimpleExpression(Familiar(entry.Pattern), repository, ignoreCase: false)
                && (entry.Tags.IsEmpty || entry.Tags.Any(tag => FileSystemName.MatchesSimpleExpression(tag, image.Tag, ignoreCase: false))))
                return entry;
        return UnknownImage.Facts;
    }

    private static (ImmutableArray<ImageFacts> Entries, ImmutableArray<string> Faults) Read(IEnumerable<(string Name, string Text)> files)
    {
        var (entries, faults) = (new List<ImageFacts>(), new List<string>());
        foreach (var (name, text) in files)
        {
            var file = YamlFile.Read(name, text);
            foreach (var document in file.Documents)
                entries.AddRange(ImageReader.Read(document));
            faults.AddRange(file.Faults);
        }
        return ([.. entries], [.. faults]);
    }

    private static ImmutableArray<ImageFacts> ReadBuiltIn()
    {
        var assembly = typeof(ImageCatalogue).Assembly;
        var (entries, faults) = Read(assembly.GetManifestResourceNames().Where(name => name.StartsWith(Resources, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(name => (name[Resources.Length..], Text(assembly, name))));
        return faults.IsEmpty ? entries : throw new InvalidDataException(string.Join('\n', faults));
    }

    private static string Text(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    // docker.io/library/nginx is nginx.
    private static string Familiar(string repository)
    {
        var name = repository.StartsWith("docker.io/", StringComparison.Ordinal) ? repository["docker.io/".Length..] : repository;
        return name.StartsWith("library/", StringComparison.Ordinal) ? name["library/".Length..] : name;
    }
}
