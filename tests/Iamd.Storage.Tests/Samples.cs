using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Iamd.Accounts;
using Iamd.Policy;

namespace Iamd.Storage.Tests;

/// <summary>Entities with every member set to something that is not its initial value, made by looking at their types.</summary>
internal sealed class Samples(int seed = 0)
{
    public static readonly AccountId Account = AccountId.Parse("111122223333");

    private int _count = seed;

    /// <summary>A sample of each kind of entity that an account holds.</summary>
    public static IEnumerable<Type> EntityTypes { get; } =
        typeof(Entity).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Entity)) && !type.IsAbstract).OrderBy(type => type.Name);

    public T New<T>() => (T)New(typeof(T));

    public object New(Type type)
    {
        int n = ++_count;
        string text = n.ToString("D6", CultureInfo.InvariantCulture);
        if (type == typeof(string))
            return "text-é\"" + text;
        if (type == typeof(AccountId))
            return Account;
        if (type == typeof(DateTimeOffset))
            return new DateTimeOffset(2026, 11, 23, 20, 0, 0, TimeSpan.Zero).AddTicks(n);
        if (type == typeof(int))
            return n;
        if (type == typeof(long))
            return (long)n << 32;
        if (type == typeof(byte))
            return (byte)(n % 255 + 1);
        if (type == typeof(bool))
            return true;
        if (type == typeof(Guid))
            return new Guid(n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        if (type == typeof(Quotas))
            return Quotas.Defaults.With("UsersPerAccount", 20_000 + n)!;
        if (type == typeof(Document))
            return Policy($"sample {text}");
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(1)!;
        if (Nullable.GetUnderlyingType(type) is Type underlying)
            return New(underlying);
        if (type.IsGenericType)
            return Collection(type);
        return Filled(type);
    }

    /// <summary>A policy document that differs by its Sid.</summary>
    public static Document Policy(string id) =>
        Document.TryParse(
            $$"""{ "Version": "2012-10-17", "Id": "{{id}}", "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "*" } }""",
            out Document? document,
            out PolicyError? error)
            ? document
            : throw new InvalidOperationException(error.ToString());

    private object Collection(Type type)
    {
        Type definition = type.GetGenericTypeDefinition();
        Type[] of = type.GetGenericArguments();
        Array items = Array.CreateInstance(of[^1], 2);
        items.SetValue(New(of[^1]), 0);
        items.SetValue(New(of[^1]), 1);
        if (definition == typeof(ImmutableArray<>))
            return Call(typeof(ImmutableArray), nameof(ImmutableArray.Create), of, items);
        if (definition == typeof(ImmutableSortedSet<>))
            return Call(typeof(ImmutableSortedSet), nameof(ImmutableSortedSet.Create), of, items);
        if (definition == typeof(ImmutableSortedDictionary<,>) && of[0] == typeof(string))
        {
            IDictionary pairs = (IDictionary)Activator.CreateInstance(typeof(SortedDictionary<,>).MakeGenericType(of), StringComparer.Ordinal)!;
            pairs.Add(New<string>(), items.GetValue(0));
            pairs.Add("B", items.GetValue(1));
            return typeof(ImmutableSortedDictionary).GetMethods()
                .First(method => method.Name == nameof(ImmutableSortedDictionary.CreateRange) && method.GetParameters().Length == 2
                    && method.GetParameters()[0].ParameterType.Name.StartsWith("IComparer", StringComparison.Ordinal))
                .MakeGenericMethod(of).Invoke(null, [StringComparer.Ordinal, pairs])!;
        }
        throw new NotSupportedException($"Samples of {type} are not known: add them here.");
    }

    private static object Call(Type owner, string name, Type[] of, Array items) =>
        owner.GetMethods()
            .First(method => method.Name == name && method.GetParameters() is [{ ParameterType.IsArray: true }])
            .MakeGenericMethod(of).Invoke(null, [items])!;

    private object Filled(Type type)
    {
        ConstructorInfo constructor = type.GetConstructors().OrderBy(c => c.GetParameters().Length).First();
        object made = constructor.Invoke([.. constructor.GetParameters().Select(parameter => New(parameter.ParameterType))]);
        foreach (PropertyInfo property in type.GetProperties().Where(property => property.CanWrite))
        {
            object value = property.PropertyType == typeof(bool) ? !(bool)property.GetValue(made)! : New(property.PropertyType);
            property.SetValue(made, value);
        }
        return made;
    }
}
