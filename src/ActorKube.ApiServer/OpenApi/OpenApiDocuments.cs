using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ActorKube.ApiServer.Discovery;
using ActorKube.Model.Json;
using ActorKube.Model.Kinds;

namespace ActorKube.ApiServer.OpenApi;

/// <summary>The OpenAPI documents of a catalogue: one a group version (v3), and one of everything (v2). Made when they are first asked for, and kept compressed.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-interface-definition.</remarks>
internal sealed class OpenApiDocuments
{
    private const string Title = "Kubernetes";
    private const string Version = "v1.32.4";

    private readonly ImmutableArray<ServedGroup> _groups;
    private readonly Lazy<(SchemaNames Names, System.Collections.Frozen.FrozenDictionary<string, string> Texts)> _model;
    private readonly ImmutableSortedDictionary<string, Lazy<StoredDocument>> _documents;
    private readonly Lazy<StoredDocument> _swagger;

    internal OpenApiDocuments(KindCatalogue catalogue)
    {
        _groups = ServedGroup.Of(catalogue);
        _model = new(() =>
        {
            var names = new SchemaNames(_groups);
            return (names, ModelDocumentation.Read(names.Types.ToHashSet()));
        });
        _documents = _groups
            .SelectMany(group => group.Versions.Select(version => (Path: PathOf(group, version), Version: version)))
            .ToImmutableSortedDictionary(pair => pair.Path, pair => new Lazy<StoredDocument>(() => StoredDocument.Of(Document(pair.Path, pair.Version), Hash(catalogue))), StringComparer.Ordinal);
        _swagger = new(() => StoredDocument.Of(Swagger(), Hash(catalogue)));
        Index = new JsonObject
        {
            ["paths"] = new JsonObject(_documents.Keys.Select(path => KeyValuePair.Create(
                path, (JsonNode?)new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}?hash={Hash(catalogue)}" }))),
        };
    }

    /// <summary>The paths of the documents, with hashes by which clients keep them.</summary>
    internal JsonObject Index { get; }

    /// <summary>The document of everything, in the older form.</summary>
    internal StoredDocument V2 => _swagger.Value;

    /// <summary>The document of <c>api/v1</c> or <c>apis/GROUP/VERSION</c>; null if there is none.</summary>
    internal StoredDocument? Find(string path) => _documents.TryGetValue(path, out var document) ? document.Value : null;

    private static string PathOf(ServedGroup group, ServedVersion version) => group.Name.Length == 0 ? $"api/{version.Name}" : $"apis/{group.Name}/{version.Name}";

    /// <summary>The same for the same kinds served by the same program: the documents need not be made to know it.</summary>
    private static string Hash(KindCatalogue catalogue) => Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(
        $"{typeof(OpenApiDocuments).Module.ModuleVersionId} {typeof(k8s.Models.V1Pod).Module.ModuleVersionId} {string.Join(' ', catalogue.Served)}")));

    private JsonObject Document(string path, ServedVersion version)
    {
        var writer = new SchemaWriter(_model.Value.Names, _model.Value.Texts, "#/components/schemas/", wrapsReferences: true);
        return new()
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = Title, ["version"] = Version },
            ["paths"] = OperationWriter.Describe($"/{path}", version.Kinds),
            ["components"] = new JsonObject { ["schemas"] = writer.Describe(version.Kinds) },
        };
    }

    private JsonObject Swagger()
    {
        var writer = new SchemaWriter(_model.Value.Names, _model.Value.Texts, "#/definitions/", wrapsReferences: false);
        var versions = _groups.SelectMany(group => group.Versions.Select(version => (Path: PathOf(group, version), version.Kinds))).ToList();
        var paths = new JsonObject();
        foreach (var (path, kinds) in versions)
            foreach (var (url, operations) in OperationWriter.Describe($"/{path}", kinds).ToList())
                paths[url] = operations?.DeepClone();
        return new()
        {
            ["swagger"] = "2.0",
            ["info"] = new JsonObject { ["title"] = Title, ["version"] = Version },
            ["paths"] = paths,
            ["definitions"] = writer.Describe(versions.SelectMany(version => version.Kinds)),
        };
    }
}

/// <summary>A document as it is kept: compressed, since few ask for it and it is long.</summary>
/// <param name="Gzip">Its JSON, compressed.</param>
/// <param name="Hash">Another for each other document, in upper-case hexadecimal.</param>
internal sealed record StoredDocument(ReadOnlyMemory<byte> Gzip, string Hash)
{
    internal static StoredDocument Of(JsonObject tree, string hash)
    {
        var json = CanonicalJson.Write(tree);
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal))
            gzip.Write(json);
        return new(target.ToArray(), hash);
    }

    /// <summary>The JSON itself.</summary>
    internal Stream OpenJson() => new GZipStream(new MemoryStream(Gzip.ToArray()), CompressionMode.Decompress);
}
