using System.Text.Json.Nodes;

namespace ActorKube.Model.Manifests;

/// <summary>A YAML file of ActorKube's own (not a Kubernetes manifest), read strictly: whoever reads it asks for fields, and everything wrong is kept with its place.</summary>
public sealed class YamlFile
{
    private readonly List<string> _faults = [];

    private YamlFile(string name) => Name = name;

    /// <summary>The file's name, as faults have it.</summary>
    public string Name { get; }

    /// <summary>The documents; empty if the text is not YAML.</summary>
    public IReadOnlyList<YamlSection> Documents { get; private set; } = [];

    /// <summary>Everything that is wrong, each as <c>file:line: what, and what to do</c>.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Reads a text.</summary>
    public static YamlFile Read(string name, string text)
    {
        var file = new YamlFile(name);
        try
        {
            var sections = new List<YamlSection>();
            foreach (var (root, tree) in YamlTree.Read(text))
            {
                if (root is JsonObject map)
                    sections.Add(new YamlSection(map, "", file, node => tree.Lines.GetValueOrDefault(node)));
                else
                    file.Fault(1, "a map of fields is wanted at the top");
            }
            file.Documents = sections;
        }
        catch (ManifestSyntaxException fault)
        {
            file.Fault(fault.Line, fault.Message);
        }
        return file;
    }

    internal void Fault(long line, string message) => _faults.Add($"{Name}:{line}: {message}");
}
