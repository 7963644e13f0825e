using ActorKube.Palettes.Contract;
using ActorKube.Pbm.CommandLines;
using ActorKube.Pbm.Hosts;

namespace ActorKube.Pbm.Shells;

/// <summary>Completes palettes, commands and options from the catalogue, and values by running the command that the catalogue names for them.</summary>
internal sealed class Completer(PaletteCatalogue catalogue, HostConnection host)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>What may stand at the end of this text, which is the line up to the cursor.</summary>
    public async Task<Completion> CompleteAsync(string text)
    {
        var words = Words.Of(text);
        var before = words.IsOpen ? words.All.SkipLast(1).ToList() : [.. words.All];
        var typed = words.IsOpen ? words.All[^1] : "";
        var candidates = (await CandidatesAsync(before, typed)).Where(candidate => candidate.StartsWith(typed, StringComparison.Ordinal));
        return new(words.LastStart, [.. candidates.Distinct().Order(StringComparer.Ordinal)]);
    }

    private async Task<IEnumerable<string>> CandidatesAsync(List<string> before, string typed)
    {
        if (before.Count == 0)
            return [.. catalogue.Palettes.Select(palette => palette.Name), CommandLineParser.HelpWord, "exit", "quit"];
        if (before[0] == CommandLineParser.HelpWord)
            return before.Count switch { 1 => catalogue.Palettes.Select(palette => palette.Name), 2 => CommandsOf(before[1]), _ => [] };
        if (before.Count == 1)
            return CommandsOf(before[0]);
        var command = catalogue.Palettes.FirstOrDefault(palette => palette.Name == before[0])?.Commands.FirstOrDefault(known => known.Name == before[1]);
        return command is null ? [] : await CandidatesAsync(command, before[2..], typed);
    }

    private async Task<IEnumerable<string>> CandidatesAsync(CommandDefinition command, List<string> before, string typed)
    {
        var (given, arguments, awaiting) = Given(command, before);
        if (awaiting is not null)
            return await ValuesAsync(awaiting, typed, given);
        if (typed.StartsWith('-'))
            return
            [
                .. command.Options.Where(option => option.Repeatable || given.All(value => value.Name != option.Name)).Select(option => option.Name),
                ClientOption.Json, ClientOption.Help,
            ];
        return arguments < command.Arguments.Count ? await RowsAsync(command.Arguments[arguments].CompletesWith, given) : [];
    }

    private async Task<IEnumerable<string>> ValuesAsync(OptionDefinition option, string typed, List<OptionValue> given)
    {
        if (option.Choices.Count > 0)
            return option.Choices;
        return option.Value == ValueKind.FileContent ? Files(typed) : await RowsAsync(option.CompletesWith, given);
    }

    private IEnumerable<string> CommandsOf(string palette) =>
        catalogue.Palettes.FirstOrDefault(known => known.Name == palette)?.Commands.Select(command => command.Name) ?? [];

    private static (List<OptionValue> Given, int Arguments, OptionDefinition? Awaiting) Given(CommandDefinition command, List<string> before)
    {
        var (given, arguments, awaiting) = (new List<OptionValue>(), 0, default(OptionDefinition));
        foreach (var word in before)
        {
            if (awaiting is not null)
            {
                given.Add(new OptionValue { Name = awaiting.Name, Value = word });
                awaiting = null;
            }
            else if (command.Options.FirstOrDefault(option => option.Name == word || (option.ShortName.Length > 0 && option.ShortName == word)) is { } option)
            {
                if (option.Value == ValueKind.Flag)
                    given.Add(new OptionValue { Name = option.Name });
                else
                    awaiting = option;
            }
            else if (!word.StartsWith('-'))
            {
                arguments++;
            }
        }
        return (given, arguments, awaiting);
    }

    /// <summary>The first column of another command's table; options that it has too, such as the namespace, go along.</summary>
    private async Task<IEnumerable<string>> RowsAsync(string completesWith, List<OptionValue> given)
    {
        if (completesWith.Split(' ') is not [var palette, var name])
            return [];
        var lister = catalogue.Palettes.FirstOrDefault(known => known.Name == palette)?.Commands.FirstOrDefault(known => known.Name == name);
        if (lister is null)
            return [];
        var shared = given.Where(value => lister.Options.Any(option => option.Name == value.Name && option.Value != ValueKind.Flag));
        var (rows, patience) = (new List<string>(), new CancellationTokenSource(Patience));
        try
        {
            var request = new ExecuteRequest { Palette = palette, Command = name, Options = { shared } };
            await foreach (var part in host.ExecuteAsync(request, patience.Token))
                if (part.PartCase == OutputPart.PartOneofCase.Row && part.Row.Cells.Count > 0)
                    rows.Add(part.Row.Cells[0]);
        }
        catch (Exception noCompletion) when (noCompletion is HostFaultException or OperationCanceledException)
        {
            // A completion that can't be had is none; the command itself will say what is wrong.
        }
        finally
        {
            patience.Dispose();
        }
        return rows;
    }

    private static IEnumerable<string> Files(string typed)
    {
        var folder = Path.GetDirectoryName(typed) ?? "";
        try
        {
            return [.. new DirectoryInfo(folder.Length == 0 ? "." : folder).EnumerateFileSystemInfos()
                .Select(entry => Path.Combine(folder, entry.Name) + (entry is DirectoryInfo ? "/" : ""))];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }
}
