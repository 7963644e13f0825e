using System.Collections.Immutable;
using ActorKube.Palettes;
using ActorKube.Palettes.Processes;
using ActorKube.Store;
using Akka.Hosting;
using Serilog;

namespace ActorKube.Hosting;

/// <summary>The services of a member process, as a table of contents.</summary>
internal static class MemberServices
{
    /// <summary>Logs, the actor system with everything in it, and the palettes over gRPC.</summary>
    internal static IServiceCollection AddMember(this IServiceCollection services, MemberSettings settings)
    {
        var config = MemberConfig.Of(settings);
        var palettes = PalettesSettings.From(config);
        var identity = new ProcessIdentity(settings.Name, settings.Role, settings.PbmPort, settings.NodeNames.ToImmutableArray());
        var logs = new LogBuffer(palettes.LogLines);
        var persistence = settings.OpenStore();
        return services
            .AddSerilog(configuration => MemberLogging.Configure(configuration, settings, logs))
            .AddPalettes(palettes, identity)
            .AddAkka(MemberProcess.SystemName, (akka, _) =>
            {
                akka.AddHocon(config, HoconAddMode.Prepend)
                    .ConfigureLoggers(loggers =>
                    {
                        loggers.LogLevel = Akka.Event.LogLevel.InfoLevel;
                        loggers.ClearLoggers();
                        loggers.AddLoggerFactory();
                    })
                    .WithActors((system, _) => MemberActors.Start(system, settings, config, identity, logs));
                if (settings.IsControlPlane)
                    akka.AddHocon(persistence.Config, HoconAddMode.Prepend).AddSetup(persistence.Setup);
            });
    }
}
