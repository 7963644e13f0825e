using System.Collections.Immutable;
using ActorKube.Rules.Workloads;
using Akka.Actor;

namespace ActorKube.ControlPlane.Controllers;

/// <summary>The room of the controllers: one <see cref="ControllerActor"/> a reconciler, by its name. One that crashes starts again and watches anew.</summary>
internal sealed class ControllersActor : ReceiveActor
{
    public ControllersActor(ImmutableArray<IReconciler> reconcilers, Func<IReconciler, Props> controller)
    {
        foreach (var reconciler in reconcilers)
            Context.ActorOf(controller(reconciler), reconciler.Name);
    }
}
