using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Iamd.Architecture.Tests;

/// <summary>The world is a value: what Policy, Catalog and Accounts show cannot be changed, and nothing keeps state in statics.</summary>
public sealed class ImmutabilityTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Type[] MutableTypes =
    [
        typeof(List<>), typeof(Dictionary<,>), typeof(HashSet<>), typeof(SortedDictionary<,>), typeof(SortedList<,>),
        typeof(SortedSet<>), typeof(Queue<>), typeof(Stack<>), typeof(LinkedList<>), typeof(PriorityQueue<,>),
        typeof(ConcurrentDictionary<,>), typeof(ConcurrentQueue<>), typeof(ConcurrentBag<>), typeof(ConditionalWeakTable<,>),
        typeof(IList<>), typeof(ICollection<>), typeof(IDictionary<,>), typeof(ISet<>),
        typeof(System.Collections.IList), typeof(System.Collections.IDictionary), typeof(System.Collections.ArrayList),
        typeof(System.Collections.Hashtable), typeof(System.Collections.BitArray), typeof(StringBuilder), typeof(Memory<>),
        typeof(ThreadLocal<>), typeof(AsyncLocal<>), typeof(StrongBox<>),
    ];

    public static TheoryData<string> PureProjects => [.. House.PureProjects];

    public static TheoryData<string> Projects => [.. House.Projects];

    [Theory]
    [MemberData(nameof(PureProjects))]
    public void Properties_of_public_types_have_no_setters_but_init(string project) =>
        Offenders.None(PublicTypes(project)
            .SelectMany(type => type.GetProperties(Declared))
            .Where(property => property.SetMethod is { IsPrivate: false } setter && !IsInit(setter))
            .Select(property => $"{property.DeclaringType}.{property.Name} can be set"));

    [Theory]
    [MemberData(nameof(PureProjects))]
    public void Fields_of_public_types_are_read_only(string project)
    {
        using IlReader code = new(House.AssemblyFile(project));
        ILookup<string, string> stores = code.FieldStores().ToLookup(store => store.Field, store => store.Method, StringComparer.Ordinal);
        Offenders.None(PublicTypes(project)
            // A ref struct lives on one stack: it is scratch, not a value that others see.
            .Where(type => type is { IsByRefLike: false, IsEnum: false })
            .SelectMany(type => type.GetFields(Declared))
            .Where(field => field is { IsInitOnly: false, IsLiteral: false } && !IsMemo(field, stores))
            .Select(field => $"{field.DeclaringType}.{field.Name} can be assigned"));
    }

    [Theory]
    [MemberData(nameof(PureProjects))]
    public void Public_members_show_no_mutable_collection(string project)
    {
        Type[] types = PublicTypes(project);
        Offenders.None(types
            .SelectMany(type => type.GetProperties(Declared))
            .Where(property => property.GetMethod is { IsPublic: true })
            .Select(property => (Member: $"{property.DeclaringType}.{property.Name}", Type: property.PropertyType))
            .Concat(types
                .SelectMany(type => type.GetFields(Declared))
                .Where(field => field is { IsPublic: true, IsLiteral: false })
                .Select(field => (Member: $"{field.DeclaringType}.{field.Name}", Type: field.FieldType)))
            .Where(member => MutablePart(member.Type) is not null || ArrayPart(member.Type) is not null)
            .Select(member => $"{member.Member} is a {member.Type}"));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Nothing_is_kept_in_statics(string project) =>
        Offenders.None(WrittenTypes(House.Load(project))
            .SelectMany(type => type.GetFields(Declared))
            .Where(field => field is { IsStatic: true, IsLiteral: false } && !IsCompilerGenerated(field))
            .Where(field => !field.IsInitOnly || MutablePart(field.FieldType) is not null || (field.IsPublic && ArrayPart(field.FieldType) is not null))
            .Select(field => $"{field.DeclaringType}.{field.Name} is mutable static state"));

    private static Type? MutablePart(Type type) => Part(type, candidate =>
        MutableTypes.Contains(candidate.IsGenericType ? candidate.GetGenericTypeDefinition() : candidate));

    private static Type? ArrayPart(Type type) => Part(type, candidate => candidate.IsArray);

    private static Type? Part(Type type, Predicate<Type> isMeant) =>
        isMeant(type) ? type : type.GetGenericArguments().Select(argument => Part(argument, isMeant)).FirstOrDefault(part => part is not null);

    // What a getter computes once from a value is part of that value: nobody sees it change.
    private static bool IsMemo(FieldInfo field, ILookup<string, string> stores)
    {
        string[] methods = [.. stores[$"{field.DeclaringType?.FullName}.{field.Name}"]];
        return field is { IsPrivate: true, FieldType.IsValueType: false }
            && methods.Length > 0
            && methods.All(method => method.StartsWith("get_", StringComparison.Ordinal));
    }

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static Type[] PublicTypes(string project) => House.Load(project).GetExportedTypes();

    private static IEnumerable<Type> WrittenTypes(Assembly assembly) => assembly.GetTypes()
        .Where(type => !IsCompilerGenerated(type) && type.Namespace?.EndsWith(".Generated", StringComparison.Ordinal) != true);

    private static bool IsCompilerGenerated(MemberInfo member) =>
        member.Name.Contains('<', StringComparison.Ordinal)
            || member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
            || (member.DeclaringType is { } outer && IsCompilerGenerated(outer));
}
