using System.Collections.Immutable;
using ActorKube.ApiServer;
using ActorKube.Palettes;
using ActorKube.Palettes.Processes;
using ActorKube.Store;
using Akka.Hosting;
using Serilog;

namespace ActorKube.Hosting;

/// <summary>The services of a member process, as a table of contents.</summary>
internal static class MemberServices
{
    /// <summary>Logs, the actor system with everything in it, the palettes over gRPC, and in a control plane the Kubernetes API.</summary>
    internal static IServiceCollection AddMember(this IServiceCollection services, MemberSettings settings)
    {
        var config = MemberConfig.Of(settings);
        var palettes = PalettesSettings.From(config);
        var identity = new ProcessIdentity(settings.Name, settings.Role, settings.PbmPort, settings.NodeNames.ToImmutableArray());
        var logs = new LogBuffer(palettes.LogLines);
        var persistence = settings.OpenStore();
        var api = settings.IsControlPlane ? MemberApi.Open(settings, config) : null;
        if (api is not null)
            services.AddApiServer(api);
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
                    .WithActors((system, _) => MemberActors.Start(system, settings, config, identity, logs, api));
                if (settings.IsControlPlane)
                    akka.AddHocon(persistence.Config, HoconAddMode.Prepend).AddSetup(persistence.Setup);
            });
    }
}
