using ActorKube.Palettes.Contract;

namespace ActorKube.Palettes.Definitions;

/// <summary>Options as definitions write them, and those that several commands share.</summary>
internal static class Option
{
    public static OptionDefinition Namespace { get; } = Text("--namespace", "-n", "namespace of the object", defaultValue: "default");

    public static OptionDefinition AllNamespaces { get; } = Flag("--all-namespaces", "-A", "in all namespaces");

    public static OptionDefinition Process { get; } =
        Text("--process", "-p", "name of the process; by default the one that pbm is connected to", completesWith: "cluster show");

    public static OptionDefinition Files { get; } = new()
    {
        Name = "--filename", ShortName = "-f", Value = ValueKind.FileContent, Repeatable = true,
        Summary = "manifest in YAML or JSON, with any number of documents; - reads standard input",
    };

    public static OptionDefinition RequiredFiles { get; } = new(Files) { Required = true };

    public static OptionDefinition Flag(string name, string shortName, string summary) =>
        new() { Name = name, ShortName = shortName, Summary = summary, Value = ValueKind.Flag };

    public static OptionDefinition Text(
        string name, string shortName, string summary, string defaultValue = "", string completesWith = "", params string[] choices) => new()
    {
        Name = name, ShortName = shortName, Summary = summary, Value = ValueKind.Text,
        DefaultValue = defaultValue, CompletesWith = completesWith, Choices = { choices },
    };

    public static OptionDefinition Number(string name, string shortName, string summary, string defaultValue = "", bool required = false) => new()
    {
        Name = name, ShortName = shortName, Summary = summary, Value = ValueKind.WholeNumber, DefaultValue = defaultValue, Required = required,
    };
}
