using System.Collections.Immutable;
using ActorKube.Model.Kinds;
using ActorKube.Model.Manifests;
using ActorKube.Model.Objects;
using ActorKube.Palettes.Contract;
using ActorKube.Palettes.Definitions;
using ActorKube.Protocol;

namespace ActorKube.Palettes.Commands.Deployments;

/// <summary>What the files of a command ask for: the objects in order, each with its namespace, or everything that is wrong.</summary>
internal sealed record ManifestSet(ImmutableArray<ApiObject> Objects, ImmutableArray<string> Faults)
{
    // All of it goes to the store in one message, which must stay below the frame size.
    private const int LargestSet = 2 * WireContract.LargestObjectBytes;

    public static ManifestSet Read(CommandInput input)
    {
        var readings = input.Files(Option.Files.Name)
            .Select(file => ManifestReader.Read(file.Content.ToStringUtf8(), NameOf(file), KindCatalogue.BuiltIn)).ToList();
        var faults = readings.SelectMany(reading => reading.Faults).ToList();
        var manifests = readings.SelectMany(reading => reading.Manifests).ToList();
        var objects = ImmutableArray.CreateBuilder<ApiObject>();
        var seen = new HashSet<ResourceKey>();
        foreach (var manifest in manifests)
        {
            var item = InNamespace(manifest.Object, input.Namespace);
            if (item.Key.Name.Length == 0)
                faults.Add(new(manifest.Source, manifest.Line, $"{item.Key.Kind.Kind}: metadata.name: Required value: generateName cannot be used here"));
            else if (input.Has(Option.Namespace.Name) && item.Key.Kind.Namespaced && item.Key.Namespace != input.Namespace)
                faults.Add(new(manifest.Source, manifest.Line,
                    $"the namespace from the provided object \"{item.Key.Namespace}\" does not match the namespace \"{input.Namespace}\""));
            else if (!seen.Add(item.Key))
                faults.Add(new(manifest.Source, manifest.Line, $"{ResourceName.Of(item.Key)} is there more than once"));
            objects.Add(item);
        }
        var texts = faults.Select(fault => fault.ToString()).ToList();
        if (objects.Sum(item => (long)item.Json.Length) > LargestSet)
            texts.Add($"the objects are larger than {LargestSet / (1024 * 1024)} MiB together: split the file");
        if (manifests.Count == 0 && texts.Count == 0)
            texts.Add("the file holds no objects");
        return new(objects.DrainToImmutable(), [.. texts]);
    }

    private static ApiObject InNamespace(ApiObject item, string @namespace)
    {
        if (!item.Key.Kind.Namespaced || item.Key.Namespace.Length > 0)
            return item;
        var tree = item.ToTree();
        tree["metadata"]!["namespace"] = @namespace;
        return ApiObject.From(item.Key.Kind, tree);
    }

    private static string NameOf(OptionValue file) => file.Value.Length > 0 ? file.Value : "-";
}
