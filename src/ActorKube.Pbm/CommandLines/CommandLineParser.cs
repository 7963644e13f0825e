using System.Globalization;
using ActorKube.Palettes.Contract;

namespace ActorKube.Pbm.CommandLines;

/// <summary>Understands command lines by the catalogue that the host gave.</summary>
internal sealed class CommandLineParser(PaletteCatalogue catalogue)
{
    public const string HelpWord = "help";

    public CommandLine Parse(IReadOnlyList<string> words)
    {
        var json = false;
        var rest = new Queue<string>(words);
        if (NextWord() is not { } first)
            return new HelpWanted();
        if (first is ClientOption.Help or ClientOption.ShortHelp)
            return new HelpWanted();
        if (first == HelpWord)
            return ParseHelp([.. rest.Where(word => !word.StartsWith('-'))]);
        if (catalogue.Palettes.FirstOrDefault(known => known.Name == first) is not { } palette)
            return new Misuse($"unknown palette \"{first}\"" + Suggestion.For(first, [.. catalogue.Palettes.Select(known => known.Name), HelpWord]));
        if (NextWord() is not { } second)
            return new Misuse($"which command of palette {palette.Name}?", palette);
        if (second is ClientOption.Help or ClientOption.ShortHelp)
            return new HelpWanted(palette);
        if (palette.Commands.FirstOrDefault(known => known.Name == second) is not { } command)
            return new Misuse($"palette {palette.Name} has no command \"{second}\"" + Suggestion.For(second, palette.Commands.Select(known => known.Name)), palette);
        return ParseCommand(palette, command, rest, json);

        string? NextWord()
        {
            while (rest.TryDequeue(out var word))
            {
                json |= word == ClientOption.Json;
                if (word is not (ClientOption.Json or ClientOption.NoColor))
                    return word;
            }
            return null;
        }
    }

    private CommandLine ParseHelp(string[] about)
    {
        if (about.Length == 0)
            return new HelpWanted();
        if (catalogue.Palettes.FirstOrDefault(known => known.Name == about[0]) is not { } palette)
            return new Misuse($"unknown palette \"{about[0]}\"" + Suggestion.For(about[0], catalogue.Palettes.Select(known => known.Name)));
        if (about.Length == 1)
            return new HelpWanted(palette);
        return palette.Commands.FirstOrDefault(known => known.Name == about[1]) is { } command
            ? new HelpWanted(palette, command)
            : new Misuse($"palette {palette.Name} has no command \"{about[1]}\"" + Suggestion.For(about[1], palette.Commands.Select(known => known.Name)), palette);
    }

    private static CommandLine ParseCommand(Palette palette, CommandDefinition command, Queue<string> rest, bool json)
    {
        var request = new ExecuteRequest { Palette = palette.Name, Command = command.Name };
        var onlyArguments = false;
        while (rest.TryDequeue(out var word))
        {
            if (onlyArguments || word.Length < 2 || word[0] != '-')
                request.Arguments.Add(word);
            else if (word == "--")
                onlyArguments = true;
            else if (FindOption(command, word) is var (option, attached) && option is not null)
            {
                if (ReadValue(option, attached, rest, request) is { } fault)
                    return new Misuse(fault, palette, command);
            }
            else if (FlagsOf(command, word) is { Count: > 1 } flags)
            {
                foreach (var flag in flags)
                    if (ReadValue(flag, attached: null, rest, request) is { } wrongly)
                        return new Misuse(wrongly, palette, command);
            }
            else if (word is ClientOption.Help or ClientOption.ShortHelp)
                return new HelpWanted(palette, command);
            else if (word == ClientOption.Json)
                json = true;
            else if (word != ClientOption.NoColor)
                return new Misuse($"unknown option {word}" + Suggestion.For(word, command.Options.Select(known => known.Name)), palette, command);
        }
        return FaultOf(command, request) is { } wrong ? new Misuse(wrong, palette, command) : new CommandToRun(command, request, json);
    }

    /// <summary>The option that a word names, with the value that hangs on it: <c>--lines=5</c>, <c>-n5</c>, <c>-n=5</c>.</summary>
    private static (OptionDefinition? Option, string? Attached) FindOption(CommandDefinition command, string word)
    {
        var equals = word.IndexOf('=');
        var name = equals > 0 ? word[..equals] : word;
        if (command.Options.FirstOrDefault(known => known.Name == name || (known.ShortName.Length > 0 && known.ShortName == name)) is { } exact)
            return (exact, equals > 0 ? word[(equals + 1)..] : null);
        if (word[1] != '-' && word.Length > 2 && command.Options.FirstOrDefault(known => known.ShortName == word[..2] && known.Value != ValueKind.Flag) is { } shorter)
            return (shorter, word[2..]);
        return (null, null);
    }

    /// <summary>The flags of a word that holds several, as <c>-it</c> does; none if one of its letters is no flag.</summary>
    private static List<OptionDefinition> FlagsOf(CommandDefinition command, string word)
    {
        var flags = word[1..].SelectMany(letter => command.Options.Where(known => known.Value == ValueKind.Flag && known.ShortName == $"-{letter}")).ToList();
        return flags.Count == word.Length - 1 ? flags : [];
    }

    private static string? ReadValue(OptionDefinition option, string? attached, Queue<string> rest, ExecuteRequest request)
    {
        if (!option.Repeatable && request.Options.Any(given => given.Name == option.Name))
            return $"option {option.Name} is given more than once";
        if (option.Value == ValueKind.Flag)
        {
            if (attached is not null)
                return $"option {option.Name} takes no value";
            request.Options.Add(new OptionValue { Name = option.Name });
            return null;
        }
        if (attached is null && !rest.TryDequeue(out attached))
            return $"option {option.Name} needs a value";
        request.Options.Add(new OptionValue { Name = option.Name, Value = attached });
        if (option.Value == ValueKind.WholeNumber && !long.TryParse(attached, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            return $"{option.Name} takes a whole number, not \"{attached}\"";
        if (option.Choices.Count > 0 && !option.Choices.Contains(attached))
            return $"{option.Name} takes one of {string.Join(", ", option.Choices)}, not \"{attached}\"";
        return null;
    }

    private static string? FaultOf(CommandDefinition command, ExecuteRequest request)
    {
        if (request.Arguments.Count > command.Arguments.Count && !command.Arguments.Any(argument => argument.Repeatable))
            return $"unexpected argument \"{request.Arguments[command.Arguments.Count]}\"";
        if (command.Arguments.Skip(request.Arguments.Count).FirstOrDefault(argument => argument.Required) is { } missing)
            return $"{missing.Name} is missing: {missing.Summary}";
        return command.Options.FirstOrDefault(option => option.Required && request.Options.All(given => given.Name != option.Name)) is { } absent
            ? $"option {absent.Name} is missing: {absent.Summary}"
            : null;
    }
}
