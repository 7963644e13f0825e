using ActorKube.Model.Quantities;
using Akka.Actor;

namespace ActorKube.Node.Containers;

/// <summary>A container that runs, as its pod has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Actor">Its actor.</param>
/// <param name="Program">What it runs.</param>
/// <param name="Stdio">Its input and output.</param>
/// <param name="Requested">The memory that it requests.</param>
internal sealed record RunningContainer(string Name, IActorRef Actor, IContainerProgram Program, ContainerStdio Stdio, Quantity Requested);
