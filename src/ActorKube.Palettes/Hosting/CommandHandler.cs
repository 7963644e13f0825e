using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Sessions;
using Akka.Actor;
using Akka.Event;

namespace ActorKube.Palettes.Hosting;

/// <summary>A palette's command handler: checks each command against its definition and opens a session actor for it. A failed session fails its command alone.</summary>
internal sealed class CommandHandler : ReceiveActor
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly PaletteDefinition _palette;
    private readonly SessionServices _services;
    private int _sessions;
    private long _opened;

    public CommandHandler(PaletteDefinition palette, SessionServices services)
    {
        (_palette, _services) = (palette, services);
        Receive<RunCommand>(OnRunCommand);
        Receive<Terminated>(_ => _sessions--);
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private void OnRunCommand(RunCommand run)
    {
        var (request, output) = (run.Request, run.Output);
        if (_palette.Find(request.Command) is not { } command)
        {
            var known = string.Join(", ", _palette.Commands.Select(known => known.Name));
            output.Finish(2, $"palette {_palette.Name} has no command \"{request.Command}\"; there are: {known}");
            return;
        }
        if (CommandInput.Read(command, request, out var fault) is not { } input)
        {
            output.Finish(2, fault!);
            return;
        }
        if (command.Interaction is not null && run.Incoming is null)
        {
            output.Finish(2, $"{_palette.Name} {command.Name} exchanges bytes with its client, and this client asked without: use the pbm of the host's version");
            return;
        }
        if (_sessions >= _services.Settings.SessionsPerPalette)
        {
            output.Finish(1, $"{_sessions} commands of palette {_palette.Name} are running already, which is the limit; end one and try again");
            return;
        }
        _log.Debug("command {Palette} {Command} begins", _palette.Name, command.Name);
        _sessions++;
        Context.Watch(Context.ActorOf(command.Open(new CommandContext(input, output, run.Cancelled, _services, run.Incoming)), $"{command.Name}-{++_opened}"));
    }
}
