using System.Reflection;
using System.Text;
using ActorKube.Palettes.Contract;
using ActorKube.Pbm.Output;

namespace ActorKube.Pbm.CommandLines;

/// <summary>Help at every level, made from the catalogue.</summary>
internal static class HelpText
{
    public const string Usage = "usage: pbm [HOST:PORT] [PALETTE COMMAND [options]]";

    private static readonly string[][] ClientOptions =
    [
        ["--json", "print data: a table as an array of objects, other lines as strings"],
        ["--no-color", "no colours, also in a terminal"],
        ["-h, --help", "help about everything, a palette or a command"],
    ];

    public static string Version { get; } =
        "pbm " + typeof(HelpText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    /// <summary>What can be said without a host.</summary>
    public static string WithoutHost(string why) => Text(
        Usage, $"Without a command: interactive. The default host is {PbmProgram.DefaultHost}. Exit codes: 0 done, 1 failed, 2 wrong usage.",
        Section("options", [.. ClientOptions, ["--version", "the version of pbm"]]), $"The palettes come from the host: {why}");

    public static string Of(PaletteCatalogue catalogue, HelpWanted wanted) => wanted switch
    {
        { Palette: { } palette, Command: { } command } => OfCommand(palette, command),
        { Palette: { } palette } => OfPalette(palette),
        _ => OfAll(catalogue),
    };

    /// <summary>The short form that goes with a misuse.</summary>
    public static string UsageOf(Misuse misuse) => misuse switch
    {
        { Palette: { } palette, Command: { } command } => $"{UsageOf(palette, command)}\nmore: pbm {palette.Name} {command.Name} --help",
        { Palette: { } palette } => Text($"usage: pbm {palette.Name} COMMAND [options]", Commands(palette)),
        _ => $"{Usage}\nmore: pbm help",
    };

    private static string OfAll(PaletteCatalogue catalogue) => Text(
        Usage, "Without a command: interactive, with completion by Tab. Exit codes: 0 done, 1 failed, 2 wrong usage.",
        Section("palettes", [.. catalogue.Palettes.Select(palette => (string[])[palette.Name, palette.Summary])]),
        Section("options", [.. ClientOptions, ["--version", "the version of pbm"]]),
        $"more: pbm help PALETTE [COMMAND]\nhost: {catalogue.Process}, ActorKube {catalogue.Version}");

    private static string OfPalette(Palette palette) =>
        Text($"{palette.Name}: {palette.Summary}", $"usage: pbm {palette.Name} COMMAND [options]", Commands(palette), $"more: pbm {palette.Name} COMMAND --help");

    private static string OfCommand(Palette palette, CommandDefinition command) => Text(
        $"{palette.Name} {command.Name}: {command.Summary}", UsageOf(palette, command),
        Section("arguments", [.. command.Arguments.Select(argument => (string[])[argument.Name, argument.Summary])]),
        Section("options", [.. command.Options.Select(option => (string[])[Names(option), Summary(option)]), .. ClientOptions]));

    private static string Commands(Palette palette) =>
        Section("commands", [.. palette.Commands.Select(command => (string[])[command.Name, command.Summary])]);

    private static string UsageOf(Palette palette, CommandDefinition command)
    {
        var usage = new StringBuilder($"usage: pbm {palette.Name} {command.Name}");
        foreach (var argument in command.Arguments)
            usage.Append(argument.Required ? $" {argument.Name}" : $" [{argument.Name}]").Append(argument.Repeatable ? "..." : "");
        foreach (var option in command.Options.Where(option => option.Required))
            usage.Append($" {option.Name} {ValueName(option)}");
        return usage.Append(command.Options.All(option => option.Required) ? "" : " [options]").ToString();
    }

    private static string Names(OptionDefinition option)
    {
        var names = option.ShortName.Length > 0 ? $"{option.ShortName}, {option.Name}" : option.Name;
        return option.Value == ValueKind.Flag ? names : $"{names} {ValueName(option)}";
    }

    private static string ValueName(OptionDefinition option) => option.Value switch
    {
        ValueKind.WholeNumber => "N",
        ValueKind.FileContent => "FILE",
        _ => option.Choices.Count > 0 ? string.Join('|', option.Choices) : "TEXT",
    };

    private static string Summary(OptionDefinition option)
    {
        var notes = new List<string>();
        if (option.Required)
            notes.Add("required");
        if (option.Repeatable)
            notes.Add("may be repeated");
        if (option.DefaultValue.Length > 0)
            notes.Add($"default: {option.DefaultValue}");
        return notes.Count == 0 ? option.Summary : $"{option.Summary} ({string.Join(", ", notes)})";
    }

    private static string Section(string title, string[][] rows) =>
        rows.Length == 0 ? "" : $"{title}:\n" + string.Join('\n', TableText.Align(rows).Select(row => "  " + row));

    private static string Text(params string[] paragraphs) => string.Join("\n\n", paragraphs.Where(paragraph => paragraph.Length > 0));
}
