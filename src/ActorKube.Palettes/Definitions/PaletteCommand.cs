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

    private Type Session { get; }

    public static PaletteCommand RunBy<TSession>(string name, string summary) where TSession : CommandSession => new(name, summary, typeof(TSession));

    public PaletteCommand WithArgument(string name, string summary, bool required = true, string completesWith = "") => this with
    {
        Arguments = Arguments.Add(new() { Name = name, Summary = summary, Required = required, CompletesWith = completesWith }),
    };

    public PaletteCommand WithOption(OptionDefinition option) => this with { Options = Options.Add(option) };

    public PaletteCommand ThatStreams() => this with { Streams = true };

    public Props Open(CommandContext context) => Props.Create(Session, context);

    public CommandDefinition ToContract() => new()
    {
        Name = Name, Summary = Summary, Streams = Streams, Arguments = { Arguments }, Options = { Options },
    };
}
