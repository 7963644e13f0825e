using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;

namespace ActorKube.Model.Manifests;

/// <summary>
/// Reads files of manifests as kubectl does: YAML (block, flow and KYAML) or JSON, any number of documents, <c>List</c> kinds flattened.
/// Fields that no code here knows survive. It says everything that is wrong with a file at once; see <see cref="ManifestReading"/>.
/// </summary>
public static class ManifestReader
{
    /// <summary>Reads the text of a file.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="sourceName">What faults call it: the file's name, or <c>-</c> for standard input.</param>
    /// <param name="catalogue">The kinds that are served.</param>
    public static ManifestReading Read(string text, string sourceName, KindCatalogue catalogue)
    {
        var reading = new Reading(sourceName, catalogue);
        foreach (var part in ManifestText.Split(text))
            reading.Add(part);
        return reading.Done();
    }

    private sealed class Reading(string source, KindCatalogue catalogue)
    {
        private readonly ImmutableArray<Manifest>.Builder _manifests = ImmutableArray.CreateBuilder<Manifest>();
        private readonly ImmutableArray<ManifestFault>.Builder _faults = ImmutableArray.CreateBuilder<ManifestFault>();

        public ManifestReading Done() => new(_manifests.DrainToImmutable(), _faults.DrainToImmutable());

        public void Add(ManifestText part)
        {
            if (part.Fault is not null)
                _faults.Add(new(source, part.FirstLine - 1, part.Fault));
            if (JsonDocuments.TryRead(part.Text, out var documents))
            {
                foreach (var (root, line) in documents)
                    AddObject(root, _ => part.FirstLine - 1 + line);
                return;
            }
            try
            {
                foreach (var (root, tree) in YamlTree.Read(part.Text))
                    AddDocument(root, node => part.FirstLine - 1 + tree.Lines.GetValueOrDefault(node, 1));
            }
            catch (ManifestSyntaxException fault)
            {
                _faults.Add(new(source, part.FirstLine - 1 + fault.Line, fault.Message, fault.Column));
            }
        }

        private void AddDocument(JsonNode root, Func<JsonNode, int> lineOf)
        {
            if (root is JsonObject tree)
                AddObject(tree, lineOf);
            else
                _faults.Add(new(source, lineOf(root), $"expected an object with apiVersion and kind, got {Name(root)}"));
        }

        private void AddObject(JsonObject tree, Func<JsonNode, int> lineOf)
        {
            var line = lineOf(tree);
            var sound = TryName(tree, "apiVersion", line, out var apiVersion) & TryName(tree, "kind", line, out var kind);
            if (!sound)
                return;
            if (kind.EndsWith("List", StringComparison.Ordinal) && tree["items"] is JsonArray items && !catalogue.TryFind(apiVersion, kind, out _))
                AddItems(items, apiVersion, kind[..^"List".Length], line, lineOf);
            else if (!catalogue.TryFind(apiVersion, kind, out var found))
                _faults.Add(new(source, line, $"no matches for kind \"{kind}\" in version \"{apiVersion}\""));
            else
                AddManifest(found, tree, line);
        }

        private void AddItems(JsonArray items, string apiVersion, string itemKind, int listLine, Func<JsonNode, int> lineOf)
        {
            foreach (var (index, item) in items.Index())
            {
                if (item is not JsonObject tree)
                {
                    _faults.Add(new(source, listLine, $"items[{index}]: expected an object, got {Name(item)}"));
                    continue;
                }
                // The items of a typed list may leave out what the list has said.
                if (itemKind.Length > 0 && tree["apiVersion"] is null && tree["kind"] is null)
                    (tree["apiVersion"], tree["kind"]) = (apiVersion, itemKind);
                AddObject(tree, lineOf);
            }
        }

        private void AddManifest(ResourceKind kind, JsonObject tree, int line)
        {
            try
            {
                var manifest = new Manifest(ApiObject.From(kind, tree), source, line);
                if (manifest.Key.Name.Length == 0 && manifest.Object.Metadata.GenerateName.Length == 0)
                    _faults.Add(new(source, line, $"{kind.Kind}: metadata.name: Required value: name or generateName is required"));
                else
                    _manifests.Add(manifest);
            }
            catch (JsonException fault)
            {
                _faults.Add(new(source, line, $"{kind.Kind}: {fault.Message}"));
            }
        }

        private bool TryName(JsonObject tree, string field, int line, out string name)
        {
            name = tree[field] is JsonValue value && value.TryGetValue(out string? text) ? text : "";
            if (name.Length > 0)
                return true;
            _faults.Add(new(source, line, tree[field] is null || tree[field]!.GetValueKind() == JsonValueKind.String
                ? $"{field} not set"
                : $"{field}: expected a string, got {Name(tree[field])}"));
            return false;
        }

        private static string Name(JsonNode? node) => (node?.GetValueKind() ?? JsonValueKind.Null) switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "an array",
            JsonValueKind.String => "a string",
            JsonValueKind.Number => "a number",
            JsonValueKind.Null => "null",
            _ => "a boolean",
        };
    }
}
