using System.Collections.Immutable;
using ActorKube.Palettes.Contract;
using ActorKube.Palettes.Sessions;
using Akka.Actor;

namespace ActorKube.Palettes.Definitions;

/// <summary>A command definition: what clients are told about a command, and the session actor that runs it.</summary>
internal sealed record PaletteCommand
{
    private PaletteCommand(string name, string summary, Type session) => (Name, Summary, Session) = (name, summary, session);

    public string Name { get; }

    public string Summary { get; }

    public ImmutableArray<ArgumentDefinition> Arguments { get; private init; } = [];

    public ImmutableArray<OptionDefinition> Options { get; private init; } = [];

    /// <summary>True if the command may go on until it is cancelled.</summary>
    public bool Streams { get; private init; }

    /// <summary>Set if the command exchanges bytes with its client.</summary>
    public Interaction? Interaction { get; private init; }

    private Type Session { get; }

    public static PaletteCommand RunBy<TSession>(string name, string summary) where TSession : CommandSession => new(name, summary, typeof(TSession));

    public PaletteCommand WithArgument(string name, string summary, bool required = true, string completesWith = "", bool repeatable = false) => this with
    {
        Arguments = Arguments.Add(new() { Name = name, Summary = summary, Required = required, CompletesWith = completesWith, Repeatable = repeatable }),
    };

    public PaletteCommand WithOption(OptionDefinition option) => this with { Options = Options.Add(option) };

    public PaletteCommand ThatStreams() => this with { Streams = true };

    /// <summary>The command exchanges bytes with its client: input if the flag is given (or always, if none is named), by a terminal if the other is.</summary>
    public PaletteCommand ThatInteracts(string inputOption = "", string terminalOption = "") =>
        this with { Interaction = new() { InputOption = inputOption, TerminalOption = terminalOption } };

    public Props Open(CommandContext context) => Props.Create(Session, context);

    public CommandDefinition ToContract() => new()
    {
        Name = Name, Summary = Summary, Streams = Streams, Interaction = Interaction, Arguments = { Arguments }, Options = { Options },
    };
}
