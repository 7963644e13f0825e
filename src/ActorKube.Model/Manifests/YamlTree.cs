using System.Buffers;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ActorKube.Model.Manifests;

/// <summary>Reads YAML into JSON trees: anchors are expanded, merge keys merged, scalars typed, and the line of each object is kept.</summary>
internal sealed class YamlTree
{
    /// <summary>Deepest nesting; JSON is read to 128 levels elsewhere.</summary>
    private const int DeepestLevel = 100;

    /// <summary>
    /// What aliases may add to a document, in nodes and characters: far more than a manifest needs, far less than a "billion laughs".
    /// </summary>
    private const long LargestExpansion = 1_000_000;

    private static readonly SearchValues<char> ControlCharacters = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(code => (char)code).Except(['\t', '\n', '\r']), '\u007f']);

    private readonly Parser _parser;
    private readonly Dictionary<AnchorName, (JsonNode? Node, long Cost)> _anchors = [];
    private readonly HashSet<AnchorName> _open = [];
    private long _cost;
    private long _expanded;

    private YamlTree(string text) => _parser = new Parser(new StringReader(text));

    /// <summary>The line within the text, from 1, at which each object begins.</summary>
    public Dictionary<JsonNode, int> Lines { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>The documents of a text. Those that are empty are left out.</summary>
    /// <exception cref="ManifestSyntaxException">The text is not YAML, or can't be said in JSON.</exception>
    public static IEnumerable<(JsonNode Root, YamlTree Tree)> Read(string text)
    {
        RefuseControlCharacters(text);
        var tree = new YamlTree(text);
        try
        {
            return [.. tree.Documents().Select(root => (root, tree))];
        }
        catch (YamlException fault)
        {
            throw new ManifestSyntaxException(fault.Start.Line, fault.Start.Column, $"malformed YAML: {OneLine(fault.Message)}");
        }
        catch (InvalidOperationException fault)
        {
            // The scanner's own slip at a flow mapping that is never closed: it says no place, so the last thing that it understood is named.
            var last = tree._parser.Current?.End ?? Mark.Empty;
            throw new ManifestSyntaxException(last.Line, last.Column, $"malformed YAML after this place, such as a bracket that is never closed: {OneLine(fault.Message)}");
        }
    }

    // The parser lets them pass; kubectl's does not, and no terminal should get them.
    private static void RefuseControlCharacters(string text)
    {
        var at = text.AsSpan().IndexOfAny(ControlCharacters);
        if (at >= 0)
            throw new ManifestSyntaxException(text.AsSpan(0, at).Count('\n') + 1, at - text.LastIndexOf('\n', at), "malformed YAML: control characters are not allowed");
    }

    private IEnumerable<JsonNode> Documents()
    {
        _parser.Consume<StreamStart>();
        while (!_parser.Accept<StreamEnd>(out _))
        {
            _parser.Consume<DocumentStart>();
            _anchors.Clear();
            _expanded = 0;
            if (Node(0) is { } root)
                yield return root;
            _parser.Consume<DocumentEnd>();
        }
    }

    private JsonNode? Node(int level)
    {
        if (_parser.Current is { } here && level > DeepestLevel)
            throw Fault(here, $"nested deeper than {DeepestLevel} levels");
        if (_parser.TryConsume<AnchorAlias>(out var alias))
            return Expand(alias);
        var anchor = (_parser.Current as NodeEvent)?.Anchor ?? AnchorName.Empty;
        if (anchor.IsEmpty)
            return Content(level);

        var before = _cost;
        _open.Add(anchor);
        var node = Content(level);
        _open.Remove(anchor);
        _anchors[anchor] = (node, _cost - before);
        return node;
    }

    private JsonNode? Content(int level)
    {
        _cost++;
        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            _cost += scalar.Value.Length;
            return Value(scalar);
        }
        if (_parser.TryConsume<SequenceStart>(out _))
        {
            var items = new JsonArray();
            while (!_parser.TryConsume<SequenceEnd>(out _))
                items.Add(Node(level + 1));
            return items;
        }
        return Mapping(_parser.Consume<MappingStart>(), level);
    }

    private JsonObject Mapping(MappingStart start, int level)
    {
        var fields = new JsonObject();
        var merged = new List<JsonObject>();
        Lines[fields] = (int)start.Start.Line;
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var at = _parser.Current!;
            if (at is Scalar { Value: "<<", Style: ScalarStyle.Plain })
            {
                _parser.MoveNext();
                merged.AddRange(Merge(at, Node(level + 1)));
                continue;
            }
            var key = Key(at);
            if (fields.ContainsKey(key))
                throw Fault(at, $"key \"{key}\" already set in map");
            fields[key] = Node(level + 1);
        }
        foreach (var (key, value) in merged.SelectMany(source => source.ToList()))
            if (!fields.ContainsKey(key))
                fields[key] = value?.DeepClone();
        return fields;
    }

    private string Key(ParsingEvent at)
    {
        _parser.MoveNext();
        var scalar = at switch
        {
            Scalar own => Value(own),
            AnchorAlias alias => Expand(alias),
            _ => throw Fault(at, "a key must be a string"),
        };
        _cost += (at as Scalar)?.Value.Length ?? 0;
        if (at is Scalar { Anchor.IsEmpty: false } named)
            _anchors[named.Anchor] = (scalar, named.Value.Length);
        return scalar switch
        {
            JsonValue value => value.ToString(),
            _ => throw Fault(at, "a key must be a string"),
        };
    }

    private static IEnumerable<JsonObject> Merge(ParsingEvent at, JsonNode? source) => source switch
    {
        JsonObject one => [one],
        JsonArray many when many.All(item => item is JsonObject) => many.Cast<JsonObject>(),
        _ => throw Fault(at, "map merge requires map or sequence of maps as the value"),
    };

    private JsonNode? Expand(AnchorAlias alias)
    {
        if (_open.Contains(alias.Value))
            throw Fault(alias, $"anchor '{alias.Value}' value contains itself");
        if (!_anchors.TryGetValue(alias.Value, out var anchored))
            throw Fault(alias, $"unknown anchor '{alias.Value}' referenced");
        _cost += anchored.Cost;
        _expanded += anchored.Cost;
        if (_expanded > LargestExpansion)
            throw Fault(alias, "document contains excessive aliasing");
        var copy = anchored.Node?.DeepClone();
        if (copy is not null)
            Lines[copy] = (int)alias.Start.Line;
        return copy;
    }

    private static JsonNode? Value(Scalar scalar)
    {
        try
        {
            return scalar.Tag.IsEmpty
                ? YamlScalar.Resolve(scalar.Value, scalar.Style == ScalarStyle.Plain)
                : YamlScalar.Resolve(scalar.Value, scalar.Tag.IsNonSpecific ? "!" : scalar.Tag.Value);
        }
        catch (FormatException fault)
        {
            throw Fault(scalar, fault.Message);
        }
    }

    private static ManifestSyntaxException Fault(ParsingEvent at, string message) => new(at.Start.Line, at.Start.Column, message);

    private static string OneLine(string message) => string.Join(' ', message.Split((char[])['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
