using System.Collections.Immutable;
using ActorKube.ControlPlane.Events;
using ActorKube.Model.Kinds;
using ActorKube.Rules.Garbage;
using ActorKube.Rules.Namespaces;
using ActorKube.Rules.Unattended;
using ActorKube.Rules.Workloads;
using Akka.Actor;

namespace ActorKube.ControlPlane.Controllers;

/// <summary>The room <c>controllers</c>: what the composition root puts into the control plane.</summary>
public static class ControllersRoom
{
    /// <summary>The room's actor name; each controller is a child by its reconciler's name.</summary>
    public const string Name = "controllers";

    /// <summary>The controllers that exist, for a catalogue of kinds. A new one is one more line here.</summary>
    public static ImmutableArray<IReconciler> Reconcilers(KindCatalogue catalogue) =>
    [
        new ReplicaSetReconciler(),
        new DeploymentReconciler(),
        new GarbageReconciler(catalogue),
        new NamespaceReconciler(catalogue),
        new UnattendedReconciler(),
    ];

    /// <summary>The room with all controllers.</summary>
    public static ControlPlaneRoom Open(KindCatalogue catalogue) => new(Name, context =>
        Props.Create(() => new ControllersActor(Reconcilers(catalogue), reconciler => Controller(reconciler, context))));

    internal static Props Controller(IReconciler reconciler, ControlPlaneContext context)
    {
        var settings = ControllersSettings.From(context.Settings.Configuration);
        var events = new EventRecorder(context.Store, reconciler.Component, context.Settings.EventsRemembered, context.Time);
        return Props.Create(() => new ControllerActor(reconciler, context.Store, context.Time, settings, notice => events.Record(notice)));
    }
}
